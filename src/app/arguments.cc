#include "app/arguments.h"

#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>
#include <algorithm>
#include <iostream>

#include "app/verbs.h"
#include "base/suggest.h"

namespace dateline::app {

struct Arguments::Impl {
  CLI::App app;
  std::string verb;
  std::vector<std::string> words;
  std::vector<std::string> names;  ///< Of the options, for "did you mean".
};

Arguments::Arguments(const Verb& verb, std::vector<std::string> words) : impl_(std::make_unique<Impl>()) {
  impl_->app.name("dateline " + std::string(verb.name));
  impl_->app.description(std::string(verb.summary));
  impl_->app.footer("Example:\n  " + std::string(verb.example));
  impl_->app.allow_extras();
  impl_->app.set_help_flag("-h,--help", "This help");
  impl_->names.emplace_back("--help");
  impl_->verb = verb.name;
  impl_->words = std::move(words);
}

Arguments::~Arguments() = default;

Arguments& Arguments::flag(const std::string& name, bool& value, const std::string& help) {
  impl_->app.add_flag(name, value, help);
  impl_->names.push_back(name);
  return *this;
}

Arguments& Arguments::option(const std::string& name, std::string& value, const std::string& help) {
  impl_->app.add_option(name, value, help)->capture_default_str();
  impl_->names.push_back(name);
  return *this;
}

Arguments& Arguments::words(const std::string& name, std::vector<std::string>& values, std::size_t least,
                            const std::string& help) {
  auto* option = impl_->app.add_option(name, values, help);
  if (least > 0) option->required()->expected(static_cast<int>(least), 1 << 30);
  return *this;
}

std::optional<int> Arguments::parse() {
  const auto usage = [&](const std::string& what) {
    std::cerr << "dateline " << impl_->verb << ": " << what << "\nSee 'dateline " << impl_->verb << " --help'.\n";
    return 2;
  };
  try {
    std::vector<std::string> reversed(impl_->words.rbegin(), impl_->words.rend());  // CLI11 takes them from the back.
    impl_->app.parse(reversed);
  } catch (const CLI::CallForHelp&) {
    std::cout << impl_->app.help();
    return 0;
  } catch (const CLI::ParseError& error) {
    for (const std::string& extra : impl_->app.remaining()) {
      if (extra.starts_with("-") && extra.size() > 1) {
        const std::vector<std::string_view> names(impl_->names.begin(), impl_->names.end());
        return usage("unknown option '" + extra + "'" + did_you_mean(extra, names));
      }
    }
    return usage(error.what());
  }
  for (const std::string& extra : impl_->app.remaining()) {
    const std::vector<std::string_view> names(impl_->names.begin(), impl_->names.end());
    const std::string option = extra.substr(0, extra.find('='));
    return extra.starts_with("-") && extra.size() > 1
               ? usage("unknown option '" + option + "'" + did_you_mean(option, names))
               : usage("unexpected '" + extra + "'");
  }
  return std::nullopt;
}

}  // namespace dateline::app
