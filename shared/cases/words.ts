// The words of code names, in two lists. None may describe a person (hair, skin, eyes, age, body, character),
// be a common first name beyond the few in use from the start, or be slang for people. 3 to 9 letters, easy
// to say over a bad line, no word in both lists. Add words at will; never remove one, cases are named by them.

const list = (text: string): readonly string[] => text.trim().split(/\s+/)

/** Materials, weather, places, plants, ways in which a thing is made. */
export const firstWords: readonly string[] = list(`
  Amber Velvet Paper Copper Juniper Winter Quiet Meadow Cedar
  Linen Cotton Canvas Denim Flannel Tweed Satin Muslin Calico Corduroy Damask Gingham Paisley Plaid Poplin
  Taffeta Twill Worsted Organza Brocade Crochet Knitted Woven Quilted Crepe Raffia Wicker Rattan Bamboo Cork
  Oaken Timber Wooden Birch Alder Aspen
  Brass Pewter Nickel Cobalt Zinc Chrome Granite Slate Basalt Quartz Limestone Sandstone Pumice Gypsum Mica
  Garnet Topaz Agate Citrine Peridot Malachite Feldspar Dolomite Graphite Ceramic Glass Enamel Lacquer
  Parchment Vellum Cardboard Plaster Pebble Gravel Cobble Brick Mosaic Tiled
  Teal Indigo Turquoise Azure Cerulean Magenta Mauve Lilac Lavender Saffron Mustard Emerald Verdant Viridian
  Cyan Aqua Apricot Damson Cranberry Blueberry Lemon Citron Tangerine Papaya Mango Nutmeg Clove Cardamom
  Sesame Fennel Anise Thyme Tarragon Oregano Parsley Chervil Caraway Cumin Coriander Bergamot Verbena Citrus
  Harbour Valley Mountain Island Coastal Lagoon Delta Canyon Prairie Tundra Savanna Steppe Moorland Woodland
  Orchard Garden Hedgerow Thicket Copse Hillside Upland Estuary Fjord Glacier Alpine Polar Arctic Tropic
  Lunar Solar Stellar Comet Nebula Zenith Horizon Equinox Solstice Twilight Daybreak Sunrise Sunset
  Moonlit Starlit Sunlit Lamplit Cloudy Rainy Breezy Frosty Snowy Foggy Windy Thunder Drizzle Monsoon Zephyr
  Tidal Oceanic Nautical Riverside Seaside Lakeside Shoreline Hilltop Treetop Rooftop
  Cottage Cabin Castle Market Village Avenue Station Railway Carousel Library Museum Attic Veranda Terrace
  Balcony Pavilion Gazebo Pergola Arcade Gallery
  Sonata Ballad Chorus Cadence Tempo Lyric Allegro Andante Adagio
  Painted Folded Printed Carved Glazed Gilded Etched Dotted Striped Checkered Dappled Pleated Stitched
  Knotted Spiral Cubic Conic Pastel Rustic Aerial Floating Drifting Winding Rolling Humming Chiming
  Echoing Rippling Flowing Gliding Soaring Wandering
`)

/** Birds, plants, animals, things. */
export const secondWords: readonly string[] = list(`
  Heron Lark Lantern Thistle Otter Plover Finch Maple Wren
  Tern Curlew Dunlin Sandpiper Avocet Lapwing Osprey Kestrel Falcon Harrier Kite Puffin Guillemot Razorbill
  Kittiwake Petrel Fulmar Skua Cormorant Egret Bittern Ibis Spoonbill Flamingo Pelican Crane Goldcrest
  Firecrest Siskin Linnet Serin Bunting Pipit Wagtail Dipper Whinchat Stonechat Redstart Wheatear Warbler
  Sparrow Starling Oriole Waxwing Jackdaw Hoopoe Toucan Hornbill Macaw Penguin Partridge Godwit
  Whimbrel Turnstone Pochard Wigeon Pintail Gadwall Shoveler Eider Scoter Smew Grebe Nightjar Tanager Vireo
  Junco Towhee Bluebird Sunbird Lorikeet Budgie Canary Bulbul Fantail Fieldfare Brambling Crossbill Hawfinch
  Bullfinch Chaffinch Goldfinch
  Clover Bluebell Primrose Snowdrop Crocus Tulip Daffodil Anemone Peony Zinnia Aster Lupin Larkspur Campion
  Yarrow Teasel Bracken Bramble Sedge Poplar Linden Hornbeam Hawthorn Sycamore Cypress Spruce Larch Sequoia
  Baobab Acacia Camellia Wisteria Clematis Fuchsia Gentian Sedum Stonecrop Samphire Sundew Milkweed Geranium
  Begonia Orchid Lotus Papyrus Bulrush Cattail Horsetail Pinecone Acorn Conker Walnut Pecan Hickory Leaflet
  Frond Tendril Artichoke Radish Parsnip Lentil Barley Millet Sorghum
  Marten Hedgehog Squirrel Marmot Pika Ibex Chamois Antelope Oryx Kudu Okapi Zebra Tapir Quokka Wombat Koala
  Wallaby Numbat Bandicoot Platypus Echidna Alpaca Llama Vicuna Guanaco Reindeer Caribou Narwhal Dugong
  Seahorse Nautilus Cockle Scallop Mackerel Sturgeon Grayling Gecko Axolotl Cicada Firefly Dragonfly Mayfly
  Lacewing Katydid Meerkat Lemur Jerboa Civet Serval Ocelot Margay Lynx
  Kettle Teapot Compass Anchor Beacon Windmill Sundial Bobbin Thimble Button Ribbon Buckle Satchel Basket
  Hammock Pillow Blanket Umbrella Parasol Mitten Scarf Sandal Bonnet Locket Pendant Brooch Puzzle Domino
  Bicycle Tricycle Sailboat Canoe Kayak Rowboat Ferry Rudder Pulley Gondola Trolley Wagon Caravan Carriage
  Saddle Stirrup Horseshoe Bridge Fountain Chimney Window Doorbell Lamppost Signpost Milestone Bookmark
  Notebook Pencil Crayon Inkwell Quill Easel Palette Postcard Envelope Parcel Almanac Atlas Globe Telescope
  Prism Magnet Abacus Pendulum Whistle Flute Fiddle Banjo Ukulele Cello Piccolo Clarinet Bassoon Cornet Bugle
  Marimba Xylophone Zither Mandolin Accordion Metronome Cymbal Teacup Saucer Ladle Whisk Colander Pitcher
  Waffle Biscuit Pretzel Scone
`)
