// The words of code names, in two lists. None may describe a person (hair, skin, eyes, age, body, character),
// be a common first name beyond the few in use from the start, be slang for people, be eaten or drunk, or raise a smile:
// somebody says it aloud on the worst day of their year. 3 to 9 letters, easy to say over a bad line, no word in both
// lists. Add words at will; a word that should be drawn no longer goes to the former ones, as cases are named by it.

const list = (text: string): readonly string[] => text.trim().split(/\s+/)

/** Materials, weather, places, plants, music, ways in which a thing is made. */
export const firstWords: readonly string[] = list(`
  Amber Velvet Paper Copper Juniper Winter Quiet Meadow Cedar
  Linen Cotton Canvas Denim Flannel Tweed Muslin Calico Corduroy Damask Gingham Paisley Plaid Poplin
  Taffeta Twill Worsted Organza Brocade Crochet Knitted Woven Quilted Raffia Wicker Rattan Bamboo Cork
  Oaken Timber Wooden Birch Alder Aspen
  Brass Pewter Nickel Cobalt Zinc Chrome Granite Slate Basalt Quartz Limestone Sandstone Pumice Gypsum Mica
  Garnet Topaz Agate Citrine Peridot Malachite Feldspar Dolomite Graphite Ceramic Glass Enamel Lacquer
  Parchment Vellum Cardboard Plaster Pebble Gravel Cobble Brick Mosaic Tiled
  Teal Indigo Turquoise Azure Cerulean Magenta Mauve Lilac Lavender Emerald Verdant Viridian
  Cyan Aqua
  Harbour Valley Mountain Island Coastal Lagoon Delta Canyon Prairie Tundra Savanna Steppe Moorland Woodland
  Orchard Garden Hedgerow Thicket Copse Hillside Upland Estuary Fjord Glacier Alpine Polar Arctic Tropic
  Lunar Solar Stellar Comet Nebula Zenith Horizon Equinox Solstice Twilight Daybreak Sunrise Sunset
  Moonlit Starlit Sunlit Lamplit Cloudy Rainy Breezy Frosty Snowy Foggy Windy Thunder Drizzle Monsoon Zephyr
  Tidal Oceanic Nautical Riverside Seaside Lakeside Shoreline Hilltop Treetop Rooftop
  Cottage Cabin Castle Village Avenue Station Railway Carousel Library Museum Attic Veranda Terrace
  Balcony Pavilion Gazebo Pergola Arcade Gallery
  Sonata Ballad Chorus Cadence Tempo Lyric Allegro Andante Adagio
  Painted Folded Printed Carved Glazed Gilded Etched Dotted Striped Checkered Dappled Stitched
  Knotted Spiral Cubic Conic Pastel Rustic Aerial Floating Drifting Winding Chiming
  Echoing Rippling Flowing Gliding Soaring Wandering
  Burlap Chiffon Chenille Fleece Felted Gauze Hessian Macrame Mohair Percale Tricot Voile Woollen Batik Ikat
  Velour Vinyl Acrylic Bakelite Titanium Tungsten Iridium Palladium Rhodium Bismuth Gallium Lithium Magnesium
  Argon Neon Xenon Helium Hydrogen Carbon Silicon Andesite Marble Shale Chalk Flint Onyx Lapis Moonstone
  Sunstone Bluestone Flagstone Kerbstone Obsidian Porphyry Gneiss Schist Diorite Rhyolite Soapstone Zircon
  Spinel Carnelian Sardonyx Amethyst Sapphire Fluorite Calcite Pyrite Hematite Magnetite Selenite Azurite
  Galena Olivine Zeolite Beechwood Elmwood Boxwood Plywood Driftwood Teak Balsa Ironwood Hardwood Softwood
  Lumber Misty Hazy Dewy Blustery Gusty Squally Midday Midnight Morning Evening Noontide Afterglow Eclipse
  Meteor Asteroid Galaxy Orbit Pulsar Quasar Saturn Jupiter Neptune Mercury Andromeda Cosmos Starlight
  Moonlight Sunlight Daylight Lamplight Firelight Skyline Overcast Cumulus Cirrus Stratus Nimbus Rainbow
  Raindrop Snowfall Hailstone Icicle Glacial Thermal Atoll Bayou Beach Boulder Causeway Cavern Channel Cove
  Crater Creek Dune Foothill Forest Gorge Grotto Gully Headland Inlet Isthmus Jetty Jungle Knoll Lakeland
  Lowland Marsh Mesa Oasis Pasture Peninsula Plateau Ravine Reef Ridge Rivulet Sandbank Sandbar Seafront
  Strait Summit Taiga Volcanic Waterfall Wetland Meander Canal Quayside Wharf Dockside Boathouse Academy
  Airport Aquarium Archive Atrium Barn Bazaar Bungalow Campsite Chalet Cinema Citadel College Concert
  Courtyard Depot Factory Farmhouse Forge Foundry Gatehouse Gymnasium Hangar Hotel Igloo Kiosk Laundry Loft
  Lodge Manor Mansion Monument Office Outpost Palace Parlour Plaza Porch Quarry Rampart Rotunda Sawmill
  Stadium Studio Suburb Theatre Tollgate Tower Turret Viaduct Workshop Bolero Concerto Etude Fanfare Fugue
  Gavotte Legato Madrigal Mazurka Minuet Nocturne Octave Overture Polka Prelude Quartet Rhapsody Rondo Scherzo
  Serenade Staccato Symphony Waltz Largo Vivace Embossed Engraved Framed Inlaid Marbled Patched Polished
  Riveted Sculpted Stencil Varnished Welded Whittled Circular Diagonal Hexagon Octagon Oval Parallel Polygon
  Prismatic Pyramid Radial Triangle Zigzag Helical Linear Modular Lattice Mirrored Airmail Express Postal
  Overland Celadon
`)

/** Birds, plants, animals, things. */
export const secondWords: readonly string[] = list(`
  Heron Lark Lantern Thistle Otter Plover Finch Maple Wren
  Tern Curlew Dunlin Sandpiper Avocet Lapwing Osprey Kestrel Falcon Harrier Kite Puffin Guillemot Razorbill
  Kittiwake Petrel Fulmar Skua Cormorant Egret Bittern Ibis Spoonbill Flamingo Pelican Crane Goldcrest
  Firecrest Siskin Linnet Serin Bunting Pipit Dipper Whinchat Stonechat Redstart Wheatear Warbler
  Sparrow Starling Oriole Waxwing Jackdaw Hoopoe Toucan Hornbill Macaw Penguin Godwit
  Whimbrel Turnstone Pochard Wigeon Pintail Gadwall Shoveler Eider Scoter Smew Grebe Nightjar Tanager Vireo
  Junco Towhee Bluebird Sunbird Lorikeet Bulbul Fantail Fieldfare Brambling Crossbill Hawfinch
  Bullfinch Chaffinch Goldfinch
  Clover Bluebell Primrose Snowdrop Crocus Tulip Daffodil Anemone Peony Zinnia Aster Lupin Larkspur Campion
  Yarrow Teasel Bracken Bramble Sedge Poplar Linden Hornbeam Hawthorn Sycamore Cypress Spruce Larch Sequoia
  Baobab Acacia Camellia Wisteria Clematis Fuchsia Gentian Sedum Stonecrop Sundew Milkweed Geranium
  Begonia Orchid Lotus Papyrus Bulrush Cattail Horsetail Pinecone Acorn Leaflet
  Frond Tendril
  Marten Hedgehog Squirrel Marmot Ibex Chamois Oryx Kudu Okapi Zebra Tapir Koala
  Wallaby Echidna Vicuna Guanaco Narwhal
  Seahorse Nautilus Grayling Gecko Cicada Firefly Dragonfly Mayfly
  Lacewing Katydid Lemur Jerboa Civet Serval Ocelot Margay Lynx
  Compass Anchor Beacon Windmill Sundial Bobbin Thimble Button Ribbon Satchel Basket
  Umbrella Parasol Mitten Locket Pendant Brooch Puzzle Domino
  Bicycle Tricycle Sailboat Canoe Kayak Rowboat Ferry Rudder Pulley Gondola Trolley Wagon Caravan Carriage
  Bridge Fountain Chimney Window Doorbell Lamppost Signpost Milestone Bookmark
  Notebook Pencil Crayon Inkwell Quill Easel Palette Postcard Envelope Parcel Almanac Atlas Globe Telescope
  Prism Abacus Pendulum Cello Piccolo Clarinet Bassoon Cornet
  Marimba Xylophone Zither Mandolin Accordion Metronome Cymbal
`)

/** Drawn no longer; cases of before are named by them. */
export const formerFirstWords: readonly string[] = list(`
  Crepe Lemon Citron Tangerine Papaya Mango Nutmeg Clove Cardamom Sesame Fennel Anise Thyme Tarragon Oregano
  Parsley Chervil Caraway Cumin Coriander Bergamot Verbena Citrus Saffron Mustard Apricot Damson Cranberry
  Blueberry Market Humming Rolling Pleated Satin
`)
export const formerSecondWords: readonly string[] = list(`
  Artichoke Radish Parsnip Lentil Barley Millet Sorghum Walnut Pecan Hickory Conker Samphire Cockle Scallop
  Mackerel Sturgeon Waffle Biscuit Pretzel Scone Teacup Saucer Ladle Whisk Colander Pitcher Kettle Teapot
  Partridge Antelope Caribou Reindeer Wagtail Budgie Canary Quokka Wombat Bandicoot Numbat Llama Alpaca
  Meerkat Dugong Pika Axolotl Platypus Pillow Blanket Hammock Whistle Saddle Stirrup Horseshoe Bonnet Banjo
  Ukulele Fiddle Flute Bugle Magnet Sandal Scarf Buckle
`)
