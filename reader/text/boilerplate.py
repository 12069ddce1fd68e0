"""Lines that pages put between, before and after their articles and nobody wants to read.

Only whole lines are ever taken out, and whoever takes one out keeps it in the article's metadata.
"""

from __future__ import annotations

import re

_NETWORK = r"(facebook|twitter|x|whatsapp|linkedin|telegram|reddit|pinterest|e-?mail|copy link)"
_END = r"[\s.:!…»›→>]*"
_PATTERNS = (
    r"advertise?ments?|advertising|sponsored( content)?",
    r"anzeige|werbung|publicité|publicidad|pubblicità|reklama",
    r"(advertisement|anzeige|publicité|publicidad)\W+.{0,30}(continue|scroll|weiter|below).{0,40}",
    r"(read|see|learn) (more|also|next)( (here|about this))?",
    r"(read|see) (more|also|next)\s*[:|–—-]\s*\S.{0,120}",
    r"(lesen sie auch|mehr zum thema|(à )?lire aussi|lea también|leggi anche|czytaj też)(\s*:\s*\S.{0,120})?",
    r"(related|recommended|more)( (articles?|stories|topics|content|reading|coverage|news|posts))",
    r"(you (might|may) also like|more (from|on) this (author|story|topic|site)|editor[’']?s[’']? picks?)",
    r"(share|tweet|pin|print|email|save)( (this|the))?( (article|story|post|page))?( (on|via|by) \w{1,20})?",
    rf"(share|teilen|partager|compartir)\s*[:|]?\s*({_NETWORK}[\s,|·/]*)+",
    rf"({_NETWORK}[\s,|·/]+){{1,9}}{_NETWORK}",
    r"(this (site|website|page)|we|our partners)\b.{0,40}\buses? cookies\b.{0,200}",
    r"(accept|reject|allow|manage|decline)( all)?( (optional|necessary|our))? cookies?( settings)?",
    r"(cookie|privacy) (settings|preferences|policy|notice)",
    r"sign(ed)? up( (for|to) (our|the|this)\b.{0,80})?",
    r"subscribe( (now|today))?( (to|for) (our|the)\b.{0,80})?",
    r"(get|join) (our|the) (free )?(daily |weekly |email )*newsletter\b.{0,80}",
    r"follow us( on \w{1,20}([ ,]+(and )?\w{1,20}){0,4})?",
    r"most (read|popular|viewed|shared|commented)|trending( now)?|meistgelesen|les plus lus|lo más leído",
    r"(continue|keep) reading( (the main story|below))?|story continues below( advertisement)?",
    r"(photo|photograph|image|picture|foto|bild)( credit| by| courtesy)?\s*[:/©]\s*\S.{0,80}",
    r"\(?(afp|ap|reuters|dpa|epa|efe|ansa|apa|tass|xinhua|upi)([/, ]+(afp|ap|reuters|dpa|epa|efe))*\)?",
    r"(copyright|©|\(c\))\s*(©\s*)?\S.{0,100}",
    r"all rights reserved|alle rechte vorbehalten|tous droits réservés|todos los derechos reservados",
    r"\d{1,3}\s*-?\s*min(ute)?s?\.? read|(reading time|lesezeit|temps de lecture)\s*:?\s*\d{1,3}\s*min\w*",
    r"(last )?updated( on| at)?\s*:?\s*\S?.{0,15}\d.{0,30}",
    r"(skip|jump) to (main )?(content|navigation)|back to top|click here( to \w.{0,40})?",
    r"(leave|post) a comment",
    r"(was|is|did you find) this (page|article|answer) (useful|helpful)|this helped me",
    r"this (post|page|article) (may )?contains? affiliate links\b.{0,150}",
    r"\d* ?comments?|loading|listen to (this )?article",
)
_is_boilerplate = re.compile(f"(?:{'|'.join(_PATTERNS)}){_END}", re.IGNORECASE).fullmatch
_LONGEST = 240  # characters; a longer line is prose


def is_boilerplate(line: str) -> bool:
    """Tell whether a whole line is page furniture: advertising, sharing, cookies, credits."""
    return len(line) <= _LONGEST and _is_boilerplate(line.strip()) is not None
