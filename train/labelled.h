#pragma once
// Labelled streams, for the trainer and the benchmark.

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <memory>
#include <string>
#include <vector>

#include <boost/json.hpp>

#include "article/article.h"
#include "story/story.h"

namespace dateline::labelled {

/// An article with the story that people put it in.
struct Labelled {
  story::ArticlePtr article;
  std::string story;
};

/// Two articles, and whether people call them one story.
struct Pair {
  story::ArticlePtr first, second;
  bool same = false;
  std::string language;
};

inline story::ArticlePtr article_of(boost::json::object object, std::string id) {
  if (!object.contains("id") && !object.contains("url")) object["id"] = id;
  // What has no time came now, one second after the other.
  auto article = article::from_json(boost::json::serialize(object), Instant{});
  if (!article) {
    std::cerr << id << ": " << article.error().message << "\n";
    std::exit(1);
  }
  // Labelled streams say when a report was published; it arrived then.
  if (article->published_at) article->fetched_at = *article->published_at;
  return std::make_shared<const article::Article>(std::move(*article));
}

inline std::vector<std::string> lines_of(const std::filesystem::path& file) {
  std::ifstream in(file);
  if (!in) {
    std::cerr << file.string() << ": cannot be read\n";
    std::exit(1);
  }
  std::vector<std::string> lines;
  for (std::string line; std::getline(in, line);) {
    if (!line.empty()) lines.push_back(line);
  }
  return lines;
}

inline std::vector<Labelled> read_stream(const std::filesystem::path& file) {
  std::vector<Labelled> stream;
  for (const std::string& line : lines_of(file)) {
    boost::json::object object = boost::json::parse(line).as_object();
    const std::string story(object.at("story").as_string());
    stream.push_back({article_of(std::move(object), std::to_string(stream.size())), story});
  }
  return stream;
}

inline std::vector<Pair> read_pairs(const std::filesystem::path& file) {
  std::vector<Pair> pairs;
  for (const std::string& line : lines_of(file)) {
    const boost::json::object object = boost::json::parse(line).as_object();
    pairs.push_back({article_of(object.at("first").as_object(), std::to_string(pairs.size()) + "a"),
                     article_of(object.at("second").as_object(), std::to_string(pairs.size()) + "b"),
                     object.at("same_story").as_bool(), std::string(object.at("lang").as_string())});
  }
  return pairs;
}

/// The files of a folder, in order of name.
inline std::vector<std::filesystem::path> streams_in(const std::filesystem::path& folder) {
  std::vector<std::filesystem::path> files;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    if (entry.path().extension() == ".jsonl") files.push_back(entry.path());
  }
  std::ranges::sort(files);
  return files;
}

}  // namespace dateline::labelled
