#pragma once
// Which language a text is in and what it is about, measured. Of what is learnt from the same texts that it is measured
// on, only what holds for texts not seen is printed: languages by halves of the sentences, topics by tenths of the
// articles.

#include <filesystem>

namespace dateline {

/// `corpora` holds languages/lingua. Half a minute.
void measure_languages(const std::filesystem::path& corpora);
/// `corpora` holds categories and what else topics are learnt from. A minute.
void measure_topics(const std::filesystem::path& corpora);

}  // namespace dateline
