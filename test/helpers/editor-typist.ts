// Somebody who works in a question's editor: the product's own schema, ProseMirror's own steps, and the binding that the
// editor kit writes its changes with. Only the screen is missing.

import { getSchema } from '@tiptap/core'
import { deleteSelection, joinBackward, splitBlock, toggleMark } from '@tiptap/pm/commands'
import { Fragment, type Node, type Schema, Slice } from '@tiptap/pm/model'
import { liftListItem, sinkListItem, splitListItem, wrapInList } from '@tiptap/pm/schema-list'
import { type Command, EditorState, TextSelection, type Transaction } from '@tiptap/pm/state'
import { initProseMirrorDoc, updateYFragment } from '@tiptap/y-tiptap'
import * as Y from 'yjs'
import { recordExtensions } from '../../client/pages/case/editor/record-schema.ts'
import { type FollowedDoc, followedDoc } from '../../client/sync/followed-doc.ts'
import { PushQueue } from '../../client/sync/push-queue.ts'
import type { DraftId } from '../../shared/ids.ts'
import { beginDraft } from '../../shared/record/edit.ts'
import { readDrafts } from '../../shared/record/read.ts'
import { partsOf } from '../../shared/record/schema.ts'
import type { Random } from './seeded-work.ts'

const schema: Schema = getSchema(recordExtensions())
const typing = Symbol('typing')
const words = [
  'about 13:35 ',
  'lobby ',
  'he followed ',
  'Ångström ',
  'Søren ',
  'naïve',
  'two of us ',
  // Two that begin alike.
  '🙂',
  '🙃',
  'x',
  'e',
  ' ',
]

export class EditorTypist {
  /** What is to be pushed, merged as the product merges it. */
  readonly queue = new PushQueue()
  readonly #followed: FollowedDoc
  readonly #undo = new Map<Y.XmlFragment, Y.UndoManager>()

  constructor(client: number) {
    this.#followed = followedDoc({ local: (update) => this.queue.add(update), beforeShown: () => {} })
    this.doc.clientID = client
    partsOf(this.doc)
  }

  get doc(): Y.Doc {
    return this.#followed.doc
  }

  /** @returns false when the document would have to be read anew */
  hear = (update: Uint8Array): boolean => this.#followed.apply(update)

  /** One thing that a person does in an editor. */
  act(random: Random): void {
    const { whatHappened, whatWeDo } = partsOf(this.doc)
    const drafts = readDrafts(this.doc).map(({ fragment }) => fragment)
    if (drafts.length < 2 && random.below(60) === 0) {
      beginDraft(this.doc, random.uuid() as DraftId, typing)
      return
    }
    const fragment = random.pick([whatHappened, whatWeDo, ...drafts])
    const undo = this.#undoOf(fragment)
    const luck = random.below(14)
    if (luck === 0) this.#comeBack(() => undo.undo())
    else if (luck === 1) this.#comeBack(() => undo.redo())
    else this.#edit(fragment, random)
  }

  #undoOf(fragment: Y.XmlFragment): Y.UndoManager {
    const undo =
      this.#undo.get(fragment) ??
      new Y.UndoManager(fragment, { trackedOrigins: new Set([typing]), captureTimeout: 0 })
    this.#undo.set(fragment, undo)
    return undo
  }

  #comeBack(step: () => unknown): void {
    try {
      step()
    } catch (error) {
      // Yjs' undo trips now and then over a parent that is gone for good.
      if (!(error instanceof TypeError)) throw error
    }
  }

  #edit(fragment: Y.XmlFragment, random: Random): void {
    const { doc, mapping } = initProseMirrorDoc(fragment, schema)
    const before = EditorState.create({ doc: doc.childCount > 0 ? doc : emptyDoc(), schema })
    const after = change(before, random)
    if (!after || after.eq(doc)) return
    this.doc.transact(
      () => updateYFragment(this.doc, fragment, after, { mapping, isOMark: new Map() }),
      typing,
    )
  }
}

const emptyDoc = (): Node => schema.node('doc', null, [schema.node('paragraph')])

/** A browser's caret never stands inside an emoji. */
function caretAt(doc: Node, at: number): number {
  const { parent, parentOffset } = doc.resolve(at)
  const next = parent.isTextblock ? parent.textBetween(0, parent.content.size, '', ' ') : ''
  return /[\udc00-\udfff]/.test(next.charAt(parentOffset)) ? at - 1 : at
}

function change(state: EditorState, random: Random): Node | undefined {
  let result: EditorState | undefined
  const dispatch = (tr: Transaction): void => {
    result = (result ?? state).apply(tr)
  }
  const place = () => caretAt(state.doc, random.below(state.doc.content.size + 1))
  const [a, b] = [place(), random.below(4) === 0 ? place() : -1]
  const at = TextSelection.between(state.doc.resolve(a), state.doc.resolve(b < 0 ? a : b))
  // Nobody's caret stands in an empty list.
  if (!at.$from.parent.inlineContent || !at.$to.parent.inlineContent) return undefined
  const selected = state.apply(state.tr.setSelection(at))
  const run = (command: Command) => command(selected, dispatch)
  const { nodes, marks } = schema
  const acts: (() => unknown)[] = [
    () => dispatch(selected.tr.insertText(random.pick(words))),
    () => dispatch(selected.tr.insertText(random.pick(words))),
    () => dispatch(selected.tr.insertText(random.pick(words))),
    () => run(deleteSelection) || run(joinBackward),
    () => run(splitBlock),
    () => run(splitListItem(nodes.listItem!)),
    () => run(toggleMark(random.pick([marks.bold!, marks.italic!]))),
    () => run(toggleMark(marks.link!, { href: 'https://example.org' })),
    () => run(wrapInList(random.pick([nodes.bulletList!, nodes.orderedList!]))),
    () => run(liftListItem(nodes.listItem!)),
    () => run(sinkListItem(nodes.listItem!)),
    () => dispatch(selected.tr.replaceSelection(pasted(random))),
    () => dispatch(selected.tr.replaceSelectionWith(nodes.hardBreak!.create())),
    () =>
      dispatch(
        selected.tr.replaceSelectionWith(nodes.mention!.create({ id: random.uuid(), kind: 'person' })),
      ),
  ]
  try {
    random.pick(acts)()
  } catch (error) {
    // Enter where nothing but an empty list would be left: the kit trips, and nothing happens.
    if (!(error instanceof TypeError)) throw error
    return undefined
  }
  return result?.doc
}

/** A paragraph, lists inside each other and marked words, as somebody copies them from a letter. */
function pasted(random: Random): Slice {
  const text = (marked: boolean) =>
    schema.text(random.pick(words), marked ? [schema.marks.bold!.create()] : [])
  const paragraph = () => schema.node('paragraph', null, [text(false), text(true)])
  const item = (...inner: Node[]) => schema.node('listItem', null, [paragraph(), ...inner])
  const numbered = () => schema.node('orderedList', { start: 1 + random.below(9) }, [item(), item()])
  const bullets = () =>
    schema.node('bulletList', null, [item(), item(...(random.below(2) ? [numbered()] : []))])
  return new Slice(Fragment.from([paragraph(), random.below(4) ? bullets() : numbered()]), 1, 0)
}
