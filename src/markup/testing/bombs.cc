#include "markup/testing/bombs.h"

#include <string_view>

namespace dateline::markup::testing {
namespace {

std::string times(std::string_view piece, std::size_t count) {
  std::string out;
  out.reserve(piece.size() * count);
  for (std::size_t i = 0; i < count; ++i) out += piece;
  return out;
}

/// `start`, and `piece` again and again up to `bytes`; '#' in it becomes a number that is another each time.
std::string fill(std::size_t bytes, std::string start, std::string_view piece, std::string_view end = "") {
  std::string out = std::move(start);
  out.reserve(bytes + piece.size() + 16 + end.size());
  for (std::size_t i = 0; out.size() < bytes; ++i) {
    for (const char c : piece) {
      if (c == '#') {
        out += std::to_string(i);
      } else {
        out += c;
      }
    }
  }
  return out.append(end);
}

}  // namespace

std::vector<Bomb> bombs(std::size_t bytes) {
  // Half of the page opens, the other half closes or goes on inside.
  const auto half = [&](std::string_view opens, std::string_view then) {
    return fill(bytes, fill(bytes / 2, "", opens), then);
  };
  // As many as there is depth for, and then one piece at the deepest place, again and again.
  const auto deep = [&](std::string_view opens, std::string_view then, std::size_t depth = 500) {
    return fill(bytes, times(opens, depth), then);
  };
  const std::string fonts = [] {
    std::string out;
    for (int i = 0; i < 64; ++i) out += "<font size=" + std::to_string(i) + ">";
    return out;
  }();
  std::string wide_fonts;  // With many attributes each.
  for (int i = 0; i < 64; ++i) {
    wide_fonts += "<font size=" + std::to_string(i);
    for (int a = 0; a < 250; ++a) wide_fonts += " a" + std::to_string(a);
    wide_fonts += ">";
  }
  return {
      // Nesting without end.
      {"open div", fill(bytes, "", "<div>")},
      {"open span", fill(bytes, "", "<span>")},
      {"open unknown", fill(bytes, "", "<x>")},
      {"open names that differ", fill(bytes, "", "<x#>")},
      {"open b", fill(bytes, "", "<b>")},
      {"open b i u a", fill(bytes, "", "<b><i><u><a>")},
      {"open div p", fill(bytes, "", "<div><p>")},
      {"open tables", fill(bytes, "", "<table><tr><td>")},
      {"open tables only", fill(bytes, "", "<table>")},
      {"open lists", fill(bytes, "", "<ul><li>")},
      {"open descriptions", fill(bytes, "", "<dl><dd>")},
      {"open buttons", fill(bytes, "", "<button><p>")},
      {"open options", fill(bytes, "<select>", "<option>")},
      {"open select option", fill(bytes, "", "<select><option>")},
      {"open templates", fill(bytes, "", "<template>")},
      {"open templates in tables", fill(bytes, "", "<table><template>")},
      {"open svg", fill(bytes, "", "<svg>")},
      {"open svg g", fill(bytes, "<svg>", "<g>")},
      {"open svg desc", fill(bytes, "", "<svg><desc>")},
      {"open math mi", fill(bytes, "", "<math><mi>")},
      {"open objects", fill(bytes, "", "<object>")},
      {"open forms", fill(bytes, "", "<form><div></form>")},
      {"open ruby", fill(bytes, "", "<ruby><rt>")},
      {"open headings", fill(bytes, "", "<h1><div>")},
      {"open framesets", fill(bytes, "", "<frameset>")},
      {"open and closed div", half("<div>", "</div>")},
      {"open and closed b", half("<b>", "</b>")},
      {"divs around svg, closed", half("<div><svg>", "</div>")},

      // Tags that ask something of a deep stack.
      {"deep, end tags of p", deep("<div>", "</p>")},
      {"deep spans, end tags of p", deep("<p><span>", "</p>")},
      {"deep, stray end tags", deep("<div>", "</x>")},
      {"deep spans, stray end tags", deep("<span>", "</x>")},
      {"deep unknown, stray end tags", deep("<x-a>", "</x-b>")},
      {"deep spans, end tags of headings", deep("<h1><span>", "</h2><h1>")},
      {"deep spans, stray end tags of headings", deep("<span>", "</h2>")},
      {"deep spans, stray end tags of div", deep("<span>", "</div>")},
      {"deep spans, items", deep("<span>", "<li>", 250)},
      {"deep divs, items", deep("<div>", "<li></li>")},
      {"deep divs in an item, items end the first", deep("<div>", "<dd></dd>")},
      {"deep spans, paragraphs", deep("<span>", "<p></p>")},
      {"deep in p and button, paragraphs", deep("<p><button><span>", "<p></p>", 160)},
      {"deep spans, tables", deep("<span>", "<table></table>")},
      {"deep spans, in a table", deep("<span>", "<i></i>x", 490) + "<table>"},
      {"deep in a table, text goes before it", deep("<span>", "<table>x</table>")},
      {"deep spans in a cell, cells", fill(bytes, "<table>", "<td>" + times("<span>", 100))},
      {"deep spans, options", deep("<span>", "<option>", 250)},
      {"deep spans in a select, options", deep("<select><option>", "<option></option>", 1) + times("<span>", 400)},
      {"deep spans in a select, options within", fill(bytes, "<select>" + times("<span>", 490), "<option></option>")},
      {"deep spans in a button, buttons", fill(bytes, "", "<button>" + times("<span>", 100))},
      {"deep spans, inputs in a select", fill(bytes, "<select>" + times("<span>", 490), "<hr>")},
      {"deep spans in b, letters and line breaks", fill(bytes, "<b>" + times("<span>", 490), "x<br>")},
      {"deep spans in 64 fonts, letters and line breaks", fill(bytes, fonts + times("<span>", 430), "x<br>")},
      {"deep divs in b, items with formatting", fill(bytes, "<b>" + times("<div>", 490), "<i>x</i>")},
      {"deep ruby, rt", fill(bytes, "<ruby>" + times("<span>", 490), "<rt></rt>")},
      {"deep svg, stray end tags", deep("<svg><g>", "</x>", 250)},
      {"deep svg, long names, stray end tags",
       deep("<svg><aaaaaaaaaaaaaaaaaaaaaaaaab>", "</aaaaaaaaaaaaaaaaaaaaaaaaac>", 250)},
      {"deep svg, end tags of p", deep("<svg><g>", "</p><svg><g>", 200)},
      {"deep svg, end tags of HTML", fill(bytes, times("<div>", 1) + times("<svg><g>", 250), "</table>")},
      {"deep math text, HTML", deep("<math><mi>", "<p></p>", 250)},
      {"deep templates, end tags", deep("<template>", "</div>")},
      {"deep templates in spans, rows", deep("<span>", "<template><tr></template>")},
      {"deep, form within", fill(bytes, "<form>" + times("<span>", 490), "</form><form>")},
      {"deep, body's attributes", deep("<span>", "<body a# b=c>")},
      {"deep, html's attributes", deep("<span>", "<html a#>")},
      {"beyond the depth, end tags", deep("<div>", "<b></b>", 600)},
      {"beyond the depth, end tags that differ", half("<x#>", "</y>")},
      {"beyond the depth, end tags of the first", half("<x#>", "</x0>")},
      {"beyond the depth, tables", deep("<div>", "<table><td>x", 600)},
      {"beyond the depth, misnested", deep("<div>", "<b><p></b></p>", 505)},
      {"at the depth, misnested", deep("<div>", "<b><p></b></p>", 506)},

      // Formatting that is opened again, copied, compared.
      {"formatting, then blocks", fill(bytes, times("<b><i><u><s><tt><em>", 40), "<p>x")},
      {"formatting, ended by its block", fill(bytes, "<p>" + fonts, "</p><p>")},
      {"64 fonts, then paragraphs", fill(bytes, "<p>" + fonts, "<p>x")},
      {"64 fonts of 250 attributes, then paragraphs", fill(bytes, "<p>" + wide_fonts, "<p>x")},
      {"fonts that differ", fill(bytes, "", "<font size=#>")},
      {"fonts that differ, each in a paragraph", fill(bytes, "", "<p><font size=#>x")},
      {"fonts that differ, each in a block and closed", fill(bytes, "", "<p><font size=#></p>")},
      {"fonts that differ by a long value", fill(bytes, "", "<p><font a=" + std::string(2000, 'x') + "#>")},
      {"fonts of 250 attributes", fill(bytes, "", wide_fonts + "<p>")},
      {"formatting in objects", fill(bytes, "", "<b><object>")},
      {"links", fill(bytes, "", "<a href=#>x")},
      {"links around blocks", fill(bytes, "", "<a href=#><div>")},
      {"links around blocks, then their ends", fill(bytes, times("<a><div>", 250), "</a>")},
      {"links around blocks, ends, again", fill(bytes, "", times("<a><div>", 250) + times("</a>", 250))},
      {"nobr around blocks", fill(bytes, "", "<nobr><div>")},
      {"misnested b and div", fill(bytes, "", "<b><div></b>")},
      {"misnested b i and p", fill(bytes, "", "<b><i><p></b></i></p>")},
      {"misnested, deep", fill(bytes, times("<b>", 3) + times("<div>", 500), "</b><b>")},
      {"misnested, spans between", fill(bytes, "", "<b>" + times("<span>", 400) + "<div></b>")},
      {"misnested, formatting between", fill(bytes, "", "<b>" + fonts + "<div></b></div>")},
      {"64 fonts around divs, their ends", fill(bytes, "", fonts + times("<div>", 300) + times("</font>", 64))},
      {"64 fonts around divs, ends and fonts", fill(bytes, fonts + times("<div>", 400), "</font><font size=#>")},
      {"fonts and divs in turn, then their ends",
       fill(bytes, "",
            times("<font size=1><div>", 3) + times("<i><div>", 3) + times("<b><div>", 240) + times("</b>", 200))},
      {"b u i around 300 p, ends and again", fill(bytes, "<b><i><u>" + times("<div>", 300), "</b></i></u><b><i><u>")},
      {"children that are adopted", fill(bytes, "<b><p>" + fill(bytes / 2, "", "<br>"), "</b><b>")},
      {"children that are adopted, by turns",
       fill(bytes, "<div>" + fill(bytes / 2, "<b><p>", "<br>"), "</b></p><b><p>")},
      {"children that are adopted again and again",
       fill(bytes, times("<a><p>", 200) + fill(bytes / 2, "", "x<br>"), "</a>")},

      // Before tables.
      {"text before tables", fill(bytes, "<table>", "x<tr>")},
      {"elements before tables", fill(bytes, "<table>", "<p>x")},
      {"elements before tables, deep", fill(bytes, "<table>", "<div>")},
      {"formatting before tables", fill(bytes, "<table>", "<b>x<tr>")},
      {"64 fonts before tables", fill(bytes, fonts + "<table>", "x<tr>")},
      {"links before tables", fill(bytes, "<table>", "<a>x<tr>")},
      {"texts with spaces before tables", fill(bytes, "<table>", " x \n<!---->")},
      {"tables in cells, text before each", fill(bytes, "", "<table>x<td>")},
      {"misnested before tables", fill(bytes, "<table>", "<b><p></b>x<tr>")},
      {"selects before tables", fill(bytes, "<table>", "<select><option>x<tr>")},
      {"svg before tables", fill(bytes, "<table>", "<svg><desc><tr>")},
      {"NULs in tables", fill(bytes, "<table>", std::string_view("\0 ", 2))},

      // One thing that is long, or many that are small.
      {"attributes", fill(bytes, "<p", " a#", ">")},
      {"attributes without names", fill(bytes, "<p", " =", ">")},
      {"attributes that repeat", fill(bytes, "<p", " a=1", ">")},
      {"attributes of body that repeat", fill(bytes, "", "<body a# b# c#>")},
      {"tags of 255 attributes", fill(bytes, "", "<p" + fill(1500, "", " a#") + ">")},
      {"tags of 255 short attributes", fill(bytes, "", "<i a b c d e f g h i j k l m n o p q r s t u v w x y z>")},
      {"tags of many attributes", fill(bytes, "", "<br a b c d e f g h i j k l m n o p q r s t u v w x y z>")},
      {"a long value", fill(bytes, "<p a='", "x")},
      {"a long name", fill(bytes, "<", "x", ">")},
      {"a long name of an attribute", fill(bytes, "<p ", "x", ">")},
      {"a tag that does not end", fill(bytes, "<p ", "a b=c ")},
      {"comments that do not end", fill(bytes, "", "<!--")},
      {"comments", fill(bytes, "", "<!---->")},
      {"dashes in a comment", fill(bytes, "<!--", "-")},
      {"bangs in a comment", fill(bytes, "<!--", "--!")},
      {"references that are none", fill(bytes, "", "&")},
      {"references that nearly are", fill(bytes, "", "&CounterClockwiseContourIntegra")},
      {"references that become longer", fill(bytes, "", "&nGt;")},
      {"references in attributes", fill(bytes, "<p a='", "&nGt;", "'>")},
      {"numbers that are long", fill(bytes, "&#", "1")},
      {"NULs", fill(bytes, "", std::string_view("\0", 1))},
      {"NULs in a comment", fill(bytes, "<!--", std::string_view("\0", 1))},
      {"NULs in svg", fill(bytes, "<svg>", std::string_view("\0", 1))},
      {"NULs in script", fill(bytes, "<script>", std::string_view("\0", 1))},
      {"NULs between letters in svg", fill(bytes, "<svg>", std::string_view("a\0", 2))},
      {"carriage returns", fill(bytes, "", "\r")},
      {"carriage returns in pairs", fill(bytes, "", "\r\n")},
      {"less-than signs", fill(bytes, "", "<")},
      {"tags without names", fill(bytes, "", "<>")},
      {"end tags without names", fill(bytes, "", "</>")},
      {"bogus comments", fill(bytes, "", "<?>")},
      {"doctypes", fill(bytes, "", "<!doctype>")},
      {"sections of CDATA", fill(bytes, "<svg>", "<![CDATA[]]>")},
      {"brackets in CDATA", fill(bytes, "<svg><![CDATA[", "]")},
      {"a title that does not end", fill(bytes, "<title>", "x")},
      {"a title of what nearly ends it", fill(bytes, "<title>", "</titl")},
      {"a script of what nearly ends it", fill(bytes, "<script>", "</scrip")},
      {"a script that is escaped twice", fill(bytes, "<script><!--", "<script></script>")},
      {"a script of comments", fill(bytes, "<script>", "<!--")},
      {"a textarea of end tags", fill(bytes, "<textarea>", "</textareas>")},
      {"plaintext", fill(bytes, "<plaintext>", "</plaintext>")},
      {"small elements", fill(bytes, "", "<p>")},
      {"line breaks", fill(bytes, "", "<br>")},
      {"end tags of br", fill(bytes, "", "</br>")},
      {"end tags of p", fill(bytes, "", "</p>")},
      {"letters between tags", fill(bytes, "", "a<b>c</b>")},
      {"letters between end tags that are nothing", fill(bytes, "", "a</x>")},
      {"letters between comments", fill(bytes, "", "a<!---->")},
      {"letters between stray rows", fill(bytes, "<p>", "a<tr>")},
      {"letters between bodies", fill(bytes, "", "a<body>")},
      {"letters after the page", fill(bytes, "</html>", "a</html>")},
      {"spaces and templates in columns", fill(bytes, "<table><colgroup>", " <template></template>")},
      {"frames", fill(bytes, "<frameset>", "<frame>")},
      {"letters and spaces among frames", fill(bytes, "<frameset>", "a ")},
      {"images", fill(bytes, "", "<image>")},
      {"options", fill(bytes, "<select>", "<option>x")},
      {"selects", fill(bytes, "", "<select>")},
      {"rows", fill(bytes, "<table>", "<tr>")},
      {"cells", fill(bytes, "<table>", "<td>")},
      {"tables", fill(bytes, "", "<table></table>")},
      {"captions", fill(bytes, "<table>", "<caption>")},
      {"end tags of tables", fill(bytes, "<table>", "</tr></td></body>")},
  };
}

}  // namespace dateline::markup::testing
