-- we can read Lua syntax here!
return {
	["doc_pages"] = 9,
	["doc_props"] = {
		["title"] = "The nine gates of the old wall",
		["language"] = "en-GB",
		["keywords"] = "walls\
gates",
		["authors"] = "Ana Pérez"
	},
	["annotations_externally_modified"] = false,
	["stats"] = {
		["highlights"] = 2,
		["title"] = "The nine gates of the old wall",
		["pages"] = 9,
		["notes"] = 1,
		["authors"] = "Ana Pérez"
	},
	["cre_dom_version"] = 20240114,
	["percent_finished"] = 0.5,
	["font_size"] = 22.5,
	["summary"] = {
		["status"] = "reading",
		["modified"] = "2026-11-21"
	},
	["floating_punctuation"] = 0,
	["annotations"] = {
		[1] = {
			["pageno"] = 3,
			["pos1"] = "/body/DocFragment[2]/body/p[1]/text().58",
			["page"] = "/body/DocFragment[2]/body/p[1]/text().0",
			["note"] = "Who would?\
A \"second\" line \\ with a slash.",
			["color"] = "yellow",
			["chapter"] = "What stands",
			["drawer"] = "lighten",
			["datetime"] = "2026-11-19 10:15:30",
			["pos0"] = "/body/DocFragment[2]/body/p[1]/text().0",
			["text"] = "Nobody had counted the gates of the old wall before the summer of 1998"
		},
		[2] = {
			["pageno"] = 7,
			["pos1"] = "/body/DocFragment[3]/body/p[1]/text().9",
			["page"] = "/body/DocFragment[3]/body/p[1]/text().0",
			["color"] = "green",
			["chapter"] = "What fell",
			["drawer"] = "underscore",
			["datetime_updated"] = "2026-11-21 08:00:00",
			["datetime"] = "2026-11-20 08:00:00",
			["pos0"] = "/body/DocFragment[3]/body/p[1]/text().0",
			["text"] = "Fischertürl and Žabí brána; the third, 城門"
		},
		[3] = {
			["chapter"] = "What fell",
			["page"] = "/body/DocFragment[3]/body/p[2]/text().0",
			["datetime"] = "2026-11-20 09:00:00",
			["pageno"] = 8,
			["text"] = "in What fell"
		}
	}
}
