-- we can read Lua syntax here!
return {
	["page_positions"] = {},
	["bookmarks"] = {
		[1] = {
			["page"] = 3,
			["text"] = "Page 3 Nobody had counted the gates @ 2019-05-06 07:08:09",
			["notes"] = "Nobody had counted the gates",
			["datetime"] = "2019-05-06 07:08:09",
			["highlighted"] = true
		},
		[2] = {
			["page"] = 7,
			["text"] = "My own note",
			["notes"] = "the third, 城門",
			["datetime"] = "2019-05-06 07:09:09",
			["highlighted"] = true
		}
	},
	["highlight"] = {
		[3] = {
			[1] = {
				["text"] = "Nobody had counted the gates",
				["pos0"] = {
					["page"] = 3,
					["y"] = 2,
					["x"] = 1.5
				},
				["pos1"] = {
					["page"] = 3,
					["y"] = 2,
					["x"] = 9
				},
				["datetime"] = "2019-05-06 07:08:09",
				["drawer"] = "lighten"
			}
		},
		[7] = {
			[1] = {
				["text"] = "the third, 城門",
				["pos0"] = {
					["page"] = 7,
					["y"] = 2,
					["x"] = 1.5
				},
				["pos1"] = {
					["page"] = 7,
					["y"] = 2,
					["x"] = 9
				},
				["datetime"] = "2019-05-06 07:09:09",
				["drawer"] = "lighten"
			}
		}
	},
	["stats"] = {
		["authors"] = "Ana Pérez",
		["title"] = "The nine gates of the old wall"
	}
}
