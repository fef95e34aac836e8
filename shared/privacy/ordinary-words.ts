// English words that are written large and are nobody: openers of sentences, and what a staff meeting writes large in the
// middle of one. None is a name that people bear, as far as that can be said of a word.

import { foldWord } from './letters.ts'

const openers = `
a about above according across actually after afterwards again against all almost alone along already also although always am
among an and another any anybody anyone anything anyway are around as at away back be because before behind being below beside
besides between beyond both briefly but by can cannot could currently did do does doing done down during each earlier early either
else enough even every everybody everyone everything everywhere except few finally first firstly for from further get give
given go going had has have having he hello her here hers herself hi him himself his how however i if in inside instead into is it
its itself just last late later least left less let like likely many maybe me meanwhile mine more most much must my myself near
nearly neither never next no nobody none nor not nothing now of off often oh ok okay on once one only onto or other others otherwise our
ours out outside over own perhaps please possibly probably quite rather really right same second several shall she should
since so some somebody someone something sometimes somewhere soon still such suddenly than thank thanks that the their theirs
them then there therefore these they third this those though through throughout thus to today together tomorrow tonight too
toward towards two three four five six seven eight nine ten twice under unless until up upon us usually very via was we well were
what whatever when whenever where whether which while who whoever whole whom whose why will with within without would yes
yesterday yet you your yours`

const acts = `
add agree agreed allow announce answer apologise apologize appeal arrange ask avoid book bring call cancel change check choose clean
clear close closed collect come confirm contact continue copy decide decided delete discuss draft drive end ensure escort explain
fetch fill find finish follow forward guard hand hear help hide hold hurry inform invite join keep know lead leave lend
listen lock look make meet mind move need note offer open order organise organize pass pay photograph pick plan play post prepare
press print promise protect publish put read record refuse remind remove repeat reply report reserve return ring run save say search see
send set show sit sort speak stand start stay stop store switch take talk tell think touch trust try turn type update use wait
walk want warn watch withdraw wonder work write`

const nouns = `
access accessibility admin alarm ambulance animals announcement apps area assistant attendee attendees audience auditorium av
badge badges bag bar board booth box break breakfast building bus camera car case catering ceo chair chairs chat children clause
closing cloakroom club coc code coffee committee company conduct conference concern contact coordinator copyright corridor crew
crowd cto danger day decision desk dinner director door doors doctor email emergency employer english entrance event evening
exit expo facts fair family fire floor food footage form forum friend friends front garden gate general ground group guest guests hall
head hotel host hotline human ice info information internet interpreter item job judge keynote kitchen lady language law
lead leader level lift lightning line link list listen lobby lounge lunch main manager measure measures media meeting member
members men message midnight minute minutes moderator morning music name names news nickname night noon north nurse
office officer online opening organiser organisers organizer organizers page panel paper park participants party person people phone photo
photographer place plan plenary police policy poster press procedure programme program public question questions queue
quiet reason reception receptionist registration reporter reports restaurant restroom roof room rooms roster route rule rules safety schedule
school seat section security session sessions shift shuttle side sign sir slide slides south speaker speakers sponsor sponsors
sport staff stage stairs stall stairwell station statement stick stream student students studio summit table tables talk talks task taxi
team tech technician terminal terrace theatre theater thing things ticket time title toilet toilets track train tutorial unconference university
urgent user venue video visitor volunteer volunteers warning website west east wifi witness witnesses woman women workshop workshops
world worlds year young wi fi greenroom`

const days = `
monday tuesday wednesday thursday friday saturday sunday mon tue tues wed weds thu thur thurs fri sat sun mondays tuesdays wednesdays
thursdays fridays saturdays sundays january february march july august september october november december feb mar aug sept oct
nov dec june easter christmas new`

const tongues = `
english spanish portuguese french german italian dutch polish czech slovak russian ukrainian greek turkish arabic hebrew hindi chinese
mandarin japanese korean swedish norwegian danish finnish hungarian romanian bulgarian latin european american british irish
scottish indian brazilian canadian african asian austrian swiss belgian`

const services = `
google youtube zoom slack signal whatsapp telegram instagram facebook linkedin twitter bluesky mastodon discord teams uber bolt github
gitlab android iphone ipad bluetooth powerpoint excel wikipedia airbnb tiktok internet mac windows linux europe`

/** Folded (see `foldWord`). */
export const ordinaryWords: ReadonlySet<string> = new Set(
  [openers, acts, nouns, days, tongues, services].flatMap((words) =>
    words
      .trim()
      .split(/\s+/u)
      .map((word) => foldWord(word)),
  ),
)

/** Those that are names as well, where no sentence begins: "with Will". */
export const alsoNames: ReadonlySet<string> = new Set([
  'will',
  'may',
  'mark',
  'young',
  'judge',
  'price',
  'sue',
  'rob',
])

/** What only people do: a word in front of it, large or not, is one of them. */
export const humanActs: ReadonlySet<string> = new Set(
  `said says told tells asked asks saw sees thinks thought wants wanted heard replied answered apologised apologized shouted
  laughed grabbed touched hugged kissed smiled denied denies admitted admits claims claimed explained wrote writes knows knew
  insists insisted refused refuses agreed agrees promised cried hit pushed followed stared`.split(/\s+/u),
)

/** What stands in front of a person. */
export const titles: ReadonlySet<string> = new Set(
  'mr mrs ms mx miss dr prof professor herr frau senhor senhora'.split(' '),
)

/** What stands in front of a place: Room Aurora, Hall B. */
export const placeWords: ReadonlySet<string> = new Set(
  'room rooms hall gate level table door stage track row seat floor building terminal platform wing block studio theatre auditorium zone slide question stand booth'.split(
    ' ',
  ),
)
