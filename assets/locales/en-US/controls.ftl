# Controls that are used all over the window.

# A small button says this for a moment in place of "Copy", after it copied something. At most 10 letters.
controls-copied = Copied
# A link below a long text that is cut after a few lines.
controls-show-all = Show all
controls-show-less = Show less
# The names of these links for screen readers. $what is what the text is, such as "S3 URI".
controls-show-all-of = Show all: { $what }
controls-show-less-of = Show less: { $what }
# A fact for screen readers: its name, such as "Size", and its value.
controls-fact = { $name }: { $value }
