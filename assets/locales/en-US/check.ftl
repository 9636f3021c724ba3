# The tab Check: reads the Content Credentials of files on this computer, without uploading them.

## The empty tab

check-drop = Drop a file to read its Content Credentials
# In place of it, where nothing can be dropped.
check-choose = Choose a file to read its Content Credentials
check-about = Nothing is uploaded. Files and folders are read on this computer, without an API key.
# A button that opens the system's dialog for files.
check-choose-files = Choose files…

## The table of checked files

check-reading-files = { $count ->
    [one] Reading 1 file…
   *[other] Reading { $count } files…
}
check-finding = Looking for files…
# A button that empties the table.
check-clear = Clear
# In place of the verdict while a file is read.
check-reading = Reading…
# Column headings: short.
check-column-file = File
check-column-verdict = Verdict
check-column-issuer = Issued by
check-column-time = Verified time
check-column-list = Trust list
# Names of the headings for screen readers: a click sorts.
check-sort = Sort checked files by { $column ->
    [file] file
    [verdict] verdict
    [issuer] issued by
    [time] verified time
   *[list] trust list
}
check-sort-ascending = { $sort }, sorted ascending
check-sort-descending = { $sort }, sorted descending
# In the column of verified times.
check-no-time = No verified time

## The report on the right

check-report = Report
check-report-hint = Select a file to see who signed it, when, and what was done to it.
check-report-reading = Reading the file
# Below the file's name. $folder is a path.
check-report-folder = On this computer  ·  { $folder }
# The name of a fact: the trust list that knows the signer.
check-report-list = Trust list
# Its value if no list knows the signer.
check-report-list-none = none of those used

## Trust lists

# Names of published lists.
check-list-official = Official C2PA list
check-list-interim = Interim list
check-list-news = News publishers (IPTC)
check-list-que = Que server's list
# $list is the name above, $host a server's name.
check-list-of-server = { $list } ({ $host })
# A list that the user added, where its name is not known.
check-list-own = Your own list
# One line at the bottom of the tab. $lists are names and dates, such as "Interim list, Nov 14, 2023".
check-lists = Trust lists: { $lists }
check-lists-dated = { $list }, { $date }
check-lists-loading = Reading trust lists…
check-lists-empty = No trust lists yet. Changes are found, but every signer is unknown.
check-lists-unusable = No trust list can be used, so every signer is unknown
# Before one of the lines above.
check-lists-some-unusable = Some trust lists can't be used. { $lists }
check-lists-some-old = Some trust lists are more than 30 days old. { $lists }
# Buttons.
check-lists-show = Show lists
check-lists-hide = Hide lists
check-lists-update = Update trust lists
check-lists-updating = Updating trust lists…
check-lists-update-hint = Fetches the public lists from raw.githubusercontent.com, contentcredentials.org and trust.iptc.org, without your API key. If there is a key, { $host } is asked for its list with it. Your files are not sent.
# Buttons that show and hide why lists were not updated.
check-failures-show = Details
check-failures-hide = Hide details
# $list is the name of a list.
check-failures-offline = { $list } was not updated: no connection
check-failures = { $count ->
    [one] 1 list was not updated
   *[other] { $count } lists were not updated
}
check-failures-all-offline = { $count ->
    [one] 1 list was not updated: no connection
   *[other] { $count } lists were not updated: no connection
}
check-lists-rule = The first list that knows a signer is named. Revocation is not checked.
# A list and its state, one of the next messages.
check-list-line = { $list }: { $state }
check-list-not-used = Not used: { $reason }. Remove lists that you do not need.
# $remedy is one of the three messages below.
check-list-broken = Can't be used: { $reason }. { $remedy }
check-list-remedy-own = Remove it, and add its file again.
check-list-remedy-que = Switch to that server and update, or remove it.
check-list-remedy = Update it.
check-list-added = { $count ->
    [one] Added { $date }, 1 entry
   *[other] Added { $date }, { $count } entries
}
check-list-fetched = { $count ->
    [one] Fetched { $date }, 1 entry
   *[other] Fetched { $date }, { $count } entries
}
check-list-fetched-old = { $count ->
    [one] Fetched { $date }, 1 entry. Old: update it.
   *[other] Fetched { $date }, { $count } entries. Old: update it.
}
check-list-absent-que = Not on this computer. It comes with the others if there is an API key.
check-list-absent = Not on this computer
# The name of the Remove button for screen readers.
check-list-remove = Remove { $list }
check-list-remove-own-hint = Removes the copy in this program. Your file stays.
check-list-remove-hint = Removes the list from this computer. It can be fetched again.
# A line of a tooltip. $file is a path.
check-list-from = From { $file }
# Adding a list of the user's own. A button, and its tooltip.
check-own = Add your own list…
check-own-hint = A PEM file with certificates of authorities or signers, up to 4 MB; at most 20 lists. A copy is kept, so later changes of the file do not count.
# The label of a field. $file is a file's name.
check-own-name = Name of the list in { $file }
check-own-add = Add list
