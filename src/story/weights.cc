// Made by train/story_weights from labelled streams; do not edit by hand.
#include "story/evidence.h"

namespace dateline::story {

constinit const Model kTextModel{-4, {1, 0, 0, 3, 1, 0, 0, -.3, -.6, 0}};
constinit const Model kHeadlineModel{-4, {1, 0, 0, 0, 4, 0, 0, -.2, -.4, 0}};

}  // namespace dateline::story
