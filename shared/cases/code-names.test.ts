import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { CodeName, codeNameCount, drawCodeName } from './code-names.ts'
import { firstWords, secondWords } from './words.ts'

const words = [...firstWords, ...secondWords]
const every = firstWords.flatMap((first) => secondWords.map((second) => `${first} ${second}`))

/** Words for people: skin, hair, eyes, age, body, character, belief, origin, insults, animals as insults. */
const forbidden = `
  black white brown red blond blonde ginger grey gray tan tanned pale dark fair light freckled speckled silver
  golden chestnut hazel olive bronze ebony ivory sandy auburn russet raven ruddy rosy caramel chocolate mocha
  coffee cinnamon honey vanilla coconut banana apple peach cherry almond sienna umber ochre scarlet crimson
  old young little short round heavy tall small big large fat thin slim slender lean bald hairy curly braided
  wrinkled waxen grand elder ancient senior junior baby sweet gentle nimble clever wise proud shy loud wild
  crazy mad nutty lazy slow swift sly vain plain pretty handsome bright dull dim sharp blunt rough tough soft
  hard cold warm hot lame blind deaf mute dumb queer gay butch crooked bent broken lonely sad angry lucky
  fox vixen cow pig rat snake crow whale weasel shrimp toad chick bear goose hen cock rooster bitch bull dog
  cat kitten bunny mouse hare hawk dove vulture shark wolf lamb sheep goat ape monkey donkey mule hog sloth
  leech worm slug snail louse tick wasp moth beaver badger cougar cub panther tiger lion hyena jackal viper
  parrot magpie peacock cuckoo booby tit dodo loon coot gull pigeon turkey duck swan swallow squid frog newt
  crab lobster oyster clam carp trout minnow lemming gannet bat elephant hippo rhino tortoise urchin limpet
  robin jay martin merlin lily rose daisy iris ivy holly heather violet jasmine poppy marigold ruby pearl opal
  jade coral basil sage rosemary fern willow rowan clay cliff brook river dawn summer autumn april may june
  pansy fruit nut petal blossom sprout turnip pumpkin muffin crumpet pancake melon plum dish
  monk nun priest cardinal bishop temple chapel church mosque crescent cross holy angel devil saint pagan
  english french dutch german irish scots highland tartan turkish indian china roman greek arab persian pacific
  blood knife gun pistol arrow spear sword pike dagger bullet hammer axe whip chain rope noose mortar bomb
  naked nude sexy lusty virgin breast thigh hip leg lip eye tongue hand foot skin hair chest body curvy bust
`
  .trim()
  .split(/\s+/)

describe('the words', () => {
  test('are at least 180 in each list', () => {
    expect(firstWords.length).toBeGreaterThanOrEqual(180)
    expect(secondWords.length).toBeGreaterThanOrEqual(180)
  })
  test('are distinct within and across the lists, in any spelling of case', () => {
    const seen = new Set<string>()
    expect(words.filter((word) => seen.size === seen.add(word.toLowerCase()).size)).toEqual([])
  })
  test('are plain: a capital, then small letters, 3 to 9 of them', () =>
    expect(words.filter((word) => !/^[A-Z][a-z]{2,8}$/.test(word))).toEqual([]))
  test('[RN3] never describe a person', () =>
    expect(words.filter((word) => forbidden.includes(word.toLowerCase()))).toEqual([]))
})

describe('a code name', () => {
  test('differs for every code name, also in small letters', () => {
    expect(new Set(every.map((name) => name.toLowerCase())).size).toBe(codeNameCount)
  })
  test('only two known words in the right order are a code name', () => {
    for (const junk of [
      'Heron Amber',
      'Amber',
      'Amber Heron Lark',
      ' Amber Heron',
      'amber heron',
      'Corvin Haldane',
    ])
      expect(CodeName.safeParse(junk).success).toBe(false)
  })
})

describe('drawing', () => {
  test('each number from the source gives its own code name: every free name is equally likely', () => {
    const taken = new Set(every.slice(3, -5))
    const free = every.filter((name) => !taken.has(name))
    const asked: number[] = []
    const drawn = free.map((_, at) =>
      drawCodeName((below) => {
        asked.push(below)
        return at
      }, taken),
    )
    expect(drawn.toSorted()).toEqual(free.toSorted())
    expect(asked).toEqual(free.map(() => free.length))
  })

  test('[RN3] never repeats, until all are taken', () => {
    fc.assert(
      fc.property(fc.infiniteStream(fc.nat()), fc.integer({ min: 0, max: 6 }), (numbers, left) => {
        const taken = new Set(every.slice(left))
        for (let count = 0; count < left; count++) {
          const name = drawCodeName((below) => numbers.next().value! % below, taken)
          expect(taken.has(name!)).toBe(false)
          taken.add(name!)
        }
        expect(drawCodeName(() => 0, taken)).toBeUndefined()
      }),
      { numRuns: 8 },
    )
  })

  test('what was never a code name takes no place', () => {
    expect(drawCodeName(() => codeNameCount - 1, new Set(['Corvin Haldane', '']))).toBe(every.at(-1))
  })
})
