// What the desk and the command line decide about sources, on the newsroom's thread.
#include "app/newsroom.h"

namespace dateline::app {

template <class T>
site::Done<T> Newsroom::telling_of_sources(site::Done<T> done) {
  return [this, done = std::move(done)](Result<T> result) mutable {
    if (result) {
      ++source_changes_;
      const std::lock_guard lock(mutex_);
      on_new_sources_();
    }
    done(std::move(result));
  };
}

void Newsroom::put_source(std::string who, wire::Source source, site::Done<void> done) {
  submit<void>(
      [this, who = std::move(who), source = std::move(source)](store::Writer& writer) -> Status {
        DATELINE_TRY_VOID(writer.put_source(source));
        return audit(writer, who, "source.add", source.id.str(), source.url);
      },
      telling_of_sources(std::move(done)));
}

void Newsroom::remove_source(std::string who, wire::SourceId id, site::Done<bool> done) {
  submit<bool>(
      [this, who = std::move(who), id](store::Writer& writer) -> Result<bool> {
        DATELINE_TRY(bool removed, writer.remove_source(id));
        if (removed) DATELINE_TRY_VOID(audit(writer, who, "source.remove", id.str(), ""));
        return removed;
      },
      telling_of_sources(std::move(done)));
}

void Newsroom::save_source(std::string who, std::optional<wire::SourceId> was, wire::Source source,
                           site::Done<void> done) {
  submit<void>(
      [this, who = std::move(who), was, source = std::move(source)](store::Writer& writer) -> Status {
        const wire::SourceId id = source.id;
        if (was != id) {
          DATELINE_TRY(const auto there, writer.source(id));
          if (there) return fail(Code::kConflict, there->first.url + " is a source already");
        }
        if (!was) {
          DATELINE_TRY_VOID(writer.put_source(source));
          return audit(writer, who, "source.add", id.str(), source.url);
        }
        DATELINE_TRY_VOID(writer.readdress_source(*was, source));
        if (was == id) return audit(writer, who, "source.edit", id.str(), source.url);
        // What the old address said of itself does not hold at the new one: it is asked as one that was never asked.
        DATELINE_TRY(const auto moved, writer.source(id));
        wire::FetchState state;
        state.last_news = moved->second.last_news;
        state.next_fetch = clock_.now();
        DATELINE_TRY_VOID(writer.put_fetch_state(id, state));
        return audit(writer, who, "source.readdress", id.str(), source.url);
      },
      telling_of_sources(std::move(done)));
}

void Newsroom::add_sources(std::string who, std::vector<wire::Source> sources,
                           site::Done<std::vector<wire::SourceId>> done) {
  using Ids = std::vector<wire::SourceId>;
  submit<Ids>(
      [this, who = std::move(who), sources = std::move(sources)](store::Writer& writer) -> Result<Ids> {
        Ids added;
        for (const wire::Source& source : sources) {
          DATELINE_TRY(const auto there, writer.source(source.id));
          if (there) continue;
          DATELINE_TRY_VOID(writer.put_source(source));
          DATELINE_TRY_VOID(audit(writer, who, "source.add", source.id.str(), source.url));
          added.push_back(source.id);
        }
        return added;
      },
      telling_of_sources(std::move(done)));
}

void Newsroom::remove_sources(std::string who, std::vector<wire::SourceId> ids,
                              site::Done<std::vector<wire::Source>> done) {
  using Sources = std::vector<wire::Source>;
  submit<Sources>(
      [this, who = std::move(who), ids = std::move(ids)](store::Writer& writer) -> Result<Sources> {
        Sources removed;
        for (const wire::SourceId id : ids) {
          DATELINE_TRY(auto known, writer.source(id));
          if (!known) continue;
          DATELINE_TRY_VOID(writer.remove_source(id));
          DATELINE_TRY_VOID(audit(writer, who, "source.remove", id.str(), known->first.url));
          removed.push_back(std::move(known->first));
        }
        return removed;
      },
      telling_of_sources(std::move(done)));
}

void Newsroom::ask_sources(std::string who, std::vector<wire::SourceId> ids,
                           site::Done<std::vector<wire::SourceId>> done) {
  using Ids = std::vector<wire::SourceId>;
  submit<Ids>(
      [this, who = std::move(who), ids = std::move(ids)](store::Writer& writer) -> Result<Ids> {
        Ids asked;
        for (const wire::SourceId id : ids) {
          DATELINE_TRY(auto known, writer.source(id));
          if (!known) continue;
          wire::FetchState& state = known->second;
          state.gone = false;
          state.next_fetch = clock_.now();
          DATELINE_TRY_VOID(writer.put_fetch_state(id, state));
          DATELINE_TRY_VOID(audit(writer, who, "source.ask", id.str(), known->first.url));
          asked.push_back(id);
        }
        return asked;
      },
      [this, done = std::move(done)](Result<Ids> asked) mutable {
        if (asked) {
          const std::lock_guard lock(mutex_);
          for (const wire::SourceId id : *asked) on_ask_now_(id);
        }
        done(std::move(asked));
      },
      false);
}

void Newsroom::take_new_addresses(std::string who, std::vector<wire::SourceId> ids,
                                  site::Done<std::vector<wire::SourceId>> done) {
  using Ids = std::vector<wire::SourceId>;
  submit<Ids>(
      [this, who = std::move(who), ids = std::move(ids)](store::Writer& writer) -> Result<Ids> {
        Ids taken;
        for (const wire::SourceId id : ids) {
          DATELINE_TRY(const auto known, writer.source(id));
          if (!known || known->second.moved_to.empty()) continue;
          auto [source, state] = *known;
          DATELINE_TRY(const wire::Source there, wire::Source::from_url(state.moved_to));
          source.id = there.id;
          source.url = there.url;
          DATELINE_TRY_VOID(writer.readdress_source(id, source));
          // The validators are those of the new address, which is the one that was asked.
          DATELINE_TRY(const auto now, writer.source(there.id));
          if (now->second.moved_to == state.moved_to) {
            state.moved_to.clear();
            DATELINE_TRY_VOID(writer.put_fetch_state(there.id, state));
          }
          DATELINE_TRY_VOID(audit(writer, who, "source.readdress", there.id.str(), source.url));
          taken.push_back(there.id);
        }
        return taken;
      },
      telling_of_sources(std::move(done)));
}

void Newsroom::put_fetch_states(std::vector<std::pair<wire::SourceId, wire::FetchState>> states,
                                site::Done<void> done) {
  submit<void>(
      [states = std::move(states)](store::Writer& writer) -> Status {
        for (const auto& [id, state] : states) {
          if (Status kept = writer.put_fetch_state(id, state); !kept && kept.error().code != Code::kNotFound)
            return kept;
        }
        return {};
      },
      std::move(done), false);
}

}  // namespace dateline::app
