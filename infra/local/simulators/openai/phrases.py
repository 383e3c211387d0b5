"""Words and phrases by which the stand-in rewords a message, in the languages of the seed's customers."""

from typing import Final, NamedTuple


class Phrases(NamedTuple):
    """What one language offers; every list is used in turn, one further for each rewording."""

    marks: frozenset[str]
    """Frequent words by which the language is told from the others."""
    greetings: tuple[str, ...]
    openings: tuple[str, ...]
    """Put before a sentence."""
    endings: tuple[str, ...]
    """Sentences after the last."""
    synonyms: tuple[tuple[str, ...], ...]
    """Rows of words that can stand for each other."""


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


PHRASES: Final[dict[str, Phrases]] = {
    "en": Phrases(
        marks=_words("the and you your we our is are for with from this to of until only today"),
        greetings=(
            "Hello",
            "Good day",
            "Hi there",
            "Greetings",
            "Hey",
            "Welcome back",
            "Hi",
            "Nice to see you",
            "Howdy",
        ),
        openings=(
            "a short note from our side:",
            "here is something you may like:",
            "we wanted to let you know:",
            "in case you missed it:",
            "good news has just arrived:",
            "this might interest people like yourself:",
            "allow me one quick update:",
            "fresh off the press:",
            "let us share what happens next:",
            "hot tip of the season:",
        ),
        endings=(
            "We look forward to hearing from you!",
            "Just answer here whenever it suits you.",
            "Questions? Our team is glad to help.",
            "Thank you for being part of this!",
            "See you soon, and take care.",
            "Simply write back if anything is unclear.",
            "All the best from everybody at the shop.",
            "Until next time, stay well!",
            "Many thanks and warm regards.",
            "Feel free to tell friends about it.",
        ),
        synonyms=(
            ("new", "fresh", "brand-new", "latest"),
            ("get", "receive", "enjoy", "pick up"),
            ("offer", "deal", "special", "bargain"),
            ("today", "this very day", "right now", "as of today"),
            ("buy", "order", "purchase", "shop for"),
            ("great", "wonderful", "lovely", "excellent"),
            ("only", "just", "solely", "merely"),
            ("until", "up to", "through", "before the end of"),
            ("discount", "reduction", "saving", "price cut"),
            ("shop", "store", "place", "boutique"),
            ("visit", "drop by", "come to", "stop in at"),
            ("your", "your own", "your very own", "your personal"),
            ("thank you", "many thanks", "thanks a lot", "we are grateful"),
            ("please", "kindly", "do", "be so kind and"),
            ("we", "our team", "all of us", "everybody here"),
            ("order", "purchase", "parcel", "delivery"),
            ("ready", "prepared", "all set", "waiting"),
        ),
    ),
    "de": Phrases(
        marks=_words("der die das und ist sie ihr wir für mit von bis nur heute ein eine nicht bei"),
        greetings=(
            "Hallo",
            "Guten Tag",
            "Grüß Gott",
            "Servus",
            "Moin",
            "Schönen guten Tag",
            "Willkommen zurück",
            "Hi",
            "Hey",
        ),
        openings=(
            "eine kurze Nachricht von uns:",
            "vielleicht gefällt Ihnen das:",
            "wir wollten Bescheid geben:",
            "falls es untergegangen ist:",
            "gute Neuigkeiten sind eingetroffen:",
            "das könnte Sie interessieren:",
            "ganz frisch auf dem Tisch:",
            "ein schneller Hinweis zwischendurch:",
            "was als Nächstes passiert:",
            "unser Tipp der Saison:",
        ),
        endings=(
            "Wir freuen uns auf Ihre Antwort!",
            "Schreiben Sie einfach hier zurück.",
            "Fragen? Unser Team hilft gern weiter.",
            "Danke, dass Sie dabei sind!",
            "Bis bald und alles Gute.",
            "Melden Sie sich, falls etwas unklar bleibt.",
            "Herzliche Grüße aus dem Laden.",
            "Bleiben Sie gesund, bis zum nächsten Mal!",
            "Vielen Dank und beste Grüße.",
            "Erzählen Sie es gern weiter.",
        ),
        synonyms=(
            ("neu", "frisch", "brandneu", "ganz neu"),
            ("Angebot", "Schnäppchen", "Aktion", "Sonderangebot"),
            ("heute", "noch heute", "ab heute", "gleich heute"),
            ("nur", "lediglich", "bloß", "gerade einmal"),
            ("kaufen", "bestellen", "erwerben", "mitnehmen"),
            ("Rabatt", "Nachlass", "Preisvorteil", "Ersparnis"),
            ("wir", "unser Team", "wir alle", "alle hier"),
            ("bitte", "gern", "am besten", "freundlicherweise"),
            ("bereit", "fertig", "abholbereit", "vorbereitet"),
        ),
    ),
    "es": Phrases(
        marks=_words("el la los las y es su para con de hasta solo hoy un una en que tu"),
        greetings=(
            "Hola",
            "Buenos días",
            "Qué tal",
            "Saludos",
            "Muy buenas",
            "Bienvenido de nuevo",
            "Buenas",
            "Hey",
            "Hola hola",
        ),
        openings=(
            "una breve nota nuestra:",
            "esto quizás te guste:",
            "queríamos avisarte:",
            "por si no lo viste:",
            "acaban de llegar novedades:",
            "algo que puede interesarte:",
            "recién salido del horno:",
            "un aviso rápido:",
            "mira lo que viene ahora:",
            "nuestro consejo de temporada:",
        ),
        endings=(
            "¡Esperamos tu respuesta!",
            "Escríbenos aquí cuando quieras.",
            "¿Dudas? Nuestro equipo ayuda con gusto.",
            "¡Gracias por estar con nosotros!",
            "Hasta pronto y cuídate.",
            "Contesta si algo no queda claro.",
            "Un abrazo desde la tienda.",
            "¡Nos vemos la próxima vez!",
            "Muchas gracias y un saludo.",
            "Cuéntaselo a tus amigos.",
        ),
        synonyms=(
            ("nuevo", "reciente", "recién llegado", "novísimo"),
            ("oferta", "ganga", "promoción", "oportunidad"),
            ("hoy", "hoy mismo", "desde hoy", "ahora mismo"),
            ("solo", "solamente", "únicamente", "apenas"),
            ("comprar", "pedir", "adquirir", "llevarte"),
            ("descuento", "rebaja", "ahorro", "reducción"),
            ("listo", "preparado", "a punto", "disponible"),
        ),
    ),
}
