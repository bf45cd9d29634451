// Made by train/story_weights from labelled streams; do not edit by hand.
#include "story/evidence.h"

namespace dateline::story {

constinit const Model kReportModel{-4.9298,
    {0.9720, -0.2709, 0.7673, 0.9831, 6.2289, -0.2381, 0.7098, -1.0731, -1.0332, 3.2100, -0.5318}};
constinit const Model kTextModel{-3.3081,
    {2.0196, -0.3045, 1.3112, 15.5188, -4.8202, 2.1241, -2.2370, -1.0731, -1.0332, 0.0000, -0.5157}};
constinit const Model kHeadlineModel{0.9483,
    {3.2744, -1.0359, -2.0285, 2.0308, 10.0375, 0.0000, -11.8060, -0.5624, -0.7686, 0.0000, -1.1661}};

}  // namespace dateline::story
