import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { CodeName, codeNameCount, drawCodeName } from './code-names.ts'
import { firstWords, formerFirstWords, formerSecondWords, secondWords } from './words.ts'

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

/** What is eaten or drunk, what it is served from, and what raises a smile where nobody should have to. */
const unfit = `
  apricot bagel banana barley bergamot berry biscuit blueberry bread broccoli butter cabbage cake candy caraway cardamom carrot
  cereal cheese chervil chili cider citron citrus clove cocktail colander conker cookie coriander cracker cranberry cream crepe
  cumin curry custard damson donut dumpling fennel fig garlic grape gravy jam jelly juice kebab kettle ladle lemon lentil lime
  liquor mackerel mango mayo millet mustard noodle nutmeg onion orange oregano papaya parsley parsnip pasta pastry pecan pepper
  pickle pitcher pizza pretzel pudding radish raisin rice saffron salad sauce saucer scallop scone sesame sorghum soup spatula
  spinach stew sugar syrup tangerine tarragon taco teacup teapot thyme toast toffee tofu tuna waffle walnut whisk whiskey wine
  alpaca axolotl bandicoot banjo bonnet budgie bugle dugong fiddle flute hammock humming kazoo llama magnet meerkat numbat pillow blanket
  pika platypus quokka stirrup saddle horseshoe ukulele wagtail whistle wombat disco circus clown giggle noodle wiggle uranus
`
  .trim()
  .split(/\s+/)

test('[RN3] what is drawn is neither eaten nor a joke', () => {
  expect(words.filter((word) => unfit.includes(word.toLowerCase()))).toEqual([])
  expect(formerFirstWords.filter((word) => firstWords.includes(word))).toEqual([])
  expect(formerSecondWords.filter((word) => secondWords.includes(word))).toEqual([])
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
    const asked: number[] = []
    const drawAt = (at: number) =>
      drawCodeName((below) => {
        asked.push(below)
        return at
      }, taken)
    // Only the last first word has names left.
    const drawn = every.slice(-5).map((_, at) => drawAt(at))
    expect(new Set(drawn).size).toBe(5)
    expect(drawn.toSorted()).toEqual(every.slice(-5).toSorted())
    expect(asked).toEqual(drawn.map(() => 5))
  })

  test('with nothing taken, every name can be drawn', () => {
    // One in 97, with the first and the last: each number has its name.
    const places = every.map((_, at) => at).filter((at) => at % 97 === 0 || at === every.length - 1)
    expect(places.map((at) => drawCodeName(() => at, new Set()))).toEqual(places.map((at) => every[at]))
  })

  test('[RN3] a first word names one case only, until each names one; and one more only then', () => {
    fc.assert(
      fc.property(fc.infiniteStream(fc.nat()), (numbers) => {
        const taken = new Set<string>()
        const draw = () => taken.add(drawCodeName((below) => numbers.next().value! % below, taken)!)
        for (let count = 0; count < firstWords.length; count++) draw()
        expect(new Set([...taken].map((name) => name.split(' ')[0])).size).toBe(firstWords.length)
        draw()
        expect(taken.size).toBe(firstWords.length + 1)
      }),
      { numRuns: 4 },
    )
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
      { numRuns: 4 },
    )
  })

  test('what was never a code name takes no place', () => {
    expect(drawCodeName(() => codeNameCount - 1, new Set(['Corvin Haldane', 'Amber', '']))).toBe(every.at(-1))
  })

  test('names of before are known, take their first word and are drawn no longer', () => {
    expect(CodeName.safeParse('Mango Waffle').success).toBe(true)
    const taken = new Set(['Amber Waffle'])
    const places = every.map((_, at) => at).filter((at) => at % 97 === 0)
    const drawn = places.map((at) => drawCodeName((below) => at % below, taken))
    expect(drawn.filter((name) => /^Amber |Waffle$/u.test(name!))).toEqual([])
  })
})
