// WebKit, the engine of every browser on an iPhone, as Debian builds it: its small browser, driven by its own WebDriver.
// It has no mode without a window, so it is given a screen that nobody sees (Xvfb).

import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync, readdirSync } from 'node:fs'
import { type AddressInfo, createServer } from 'node:net'
import { Builder, By, Capabilities, Key, type WebDriver, type WebElement } from 'selenium-webdriver'
import { type Key as PressedKey, patienceMs, type Role, type Screen, waitFor } from './screen.ts'

const driverPath = '/usr/bin/WebKitWebDriver'
const displayPath = '/usr/bin/Xvfb'

/** Which elements may have the role; whether one does, and its name, the browser says. */
const candidates: Record<Role, string> = {
  button: 'button',
  textbox: 'input, textarea, [role=textbox]',
  link: 'a[href]',
  checkbox: 'input[type=checkbox], [role=checkbox]',
  status: '[role=status], output',
  heading: 'h1, h2, h3',
}

const keys: Record<PressedKey, string[]> = {
  Enter: [Key.ENTER],
  End: [Key.END],
  'Control+End': [Key.CONTROL, Key.END],
  Backspace: [Key.BACK_SPACE],
}

/** @throws with one sentence when there is none */
function findMiniBrowser(): string {
  const found = readdirSync('/usr/lib', { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .flatMap(({ name }) =>
      ['webkit2gtk-4.1', 'webkit2gtk-4.0', 'webkitgtk-6.0'].map(
        (api) => `/usr/lib/${name}/${api}/MiniBrowser`,
      ),
    )
    .find((path) => existsSync(path))
  if (!found || !existsSync(driverPath) || !existsSync(displayPath))
    throw new Error('This test needs WebKit: apt-get install webkit2gtk-driver xvfb')
  return found
}

export async function openWebKit(): Promise<Screen> {
  const binary = findMiniBrowser()
  const display = await openDisplay()
  const port = await freePort()
  const program = spawn(driverPath, [`--port=${port}`], {
    stdio: 'ignore',
    // Its sandbox needs rights that a container does not have; what it opens here is our own page alone.
    env: { ...process.env, DISPLAY: display.name, WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS: '1' },
  })
  const end = async (): Promise<void> => {
    await ended(program)
    await ended(display.program)
  }
  try {
    const driver = await waitFor('WebKit', () => connect(port, binary).catch(() => undefined))
    await driver.manage().window().setRect({ x: 0, y: 0, width: 1280, height: 900 })
    return await screenOf(driver, end)
  } catch (error) {
    await end()
    throw error
  }
}

const connect = async (port: number, binary: string): Promise<WebDriver> =>
  new Builder()
    .usingServer(`http://127.0.0.1:${port}`)
    .withCapabilities(
      new Capabilities({
        browserName: 'MiniBrowser',
        'webkitgtk:browserOptions': { binary, args: ['--automation', '--private'] },
      }),
    )
    .build()

async function screenOf(driver: WebDriver, end: () => Promise<void>): Promise<Screen> {
  const find = (role: Role, name: string) => waitFor(`${role} "${name}"`, () => look(driver, role, name))
  const capabilities = await driver.getCapabilities()
  return {
    version: `webkit/${capabilities.get('browserVersion')}`,
    go: (url) => driver.get(url),
    reload: () => driver.navigate().refresh(),
    press: async (role, name) => (await find(role, name)).click(),
    type: async (role, name, text) => {
      await (await find(role, name)).click()
      await driver.actions().sendKeys(text).perform()
    },
    key: async (key) => {
      const [held, last] = keys[key].length > 1 ? keys[key] : [undefined, keys[key][0]!]
      const actions = driver.actions()
      if (held) actions.keyDown(held)
      actions.sendKeys(last!)
      if (held) actions.keyUp(held)
      await actions.perform()
    },
    read: async (role, name) => (await look(driver, role, name))?.getText(),
    ask: <T>(expression: string) => driver.executeScript<T>(`return ${expression}`),
    close: async () => {
      await driver.quit()
      await end()
    },
  }
}

/** A page that is just being redrawn may take away what was found: that is "not there yet". */
async function look(driver: WebDriver, role: Role, name: string): Promise<WebElement | undefined> {
  try {
    for (const element of await driver.findElements(By.css(candidates[role])))
      if ((await element.getAccessibleName()) === name) return element
    return undefined
  } catch {
    return undefined
  }
}

/** A screen that nobody sees; the server itself picks a free number and says which. */
async function openDisplay(): Promise<{ name: string; program: ChildProcess }> {
  const program = spawn(
    displayPath,
    ['-displayfd', '3', '-screen', '0', '1280x1000x24', '-nolisten', 'tcp'],
    {
      stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
    },
  )
  const said = program.stdio[3] as NodeJS.ReadableStream
  const number = await new Promise<string>((resolve, reject) => {
    said.once('data', (text: Buffer) => resolve(text.toString().trim()))
    program.once('error', reject)
    program.once('exit', () => reject(new Error('no screen for WebKit')))
  })
  return { name: `:${number}`, program }
}

const freePort = (): Promise<number> =>
  new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo
      server.close(() => resolve(port))
    })
  })

async function ended(program: ChildProcess): Promise<void> {
  if (program.exitCode !== null || program.signalCode !== null) return
  const gone = new Promise((resolve) => program.once('exit', resolve))
  program.kill('SIGTERM')
  const patience = setTimeout(() => program.kill('SIGKILL'), patienceMs / 3)
  await gone
  clearTimeout(patience)
}
