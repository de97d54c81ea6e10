using Rlar.Grpo.Training;

namespace Rlar.Grpo.Alarms;

/// <summary>What there is to judge a step by.</summary>
/// <param name="Options">From where on something is spoken of.</param>
/// <param name="Metrics">What the step did.</param>
/// <param name="Groups">Its groups.</param>
/// <param name="Series">Numbers of the run by name.</param>
/// <param name="Patterns">What completions share.</param>
/// <param name="Steps">Steps seen.</param>
internal sealed record RunView(
    AlarmOptions Options, StepMetrics Metrics, IReadOnlyList<ReadGroup> Groups, IReadOnlyDictionary<string, SeriesWindow> Series, PatternTable Patterns,
    int Steps)
{
    /// <summary>A number's windows.</summary>
    internal SeriesWindow this[string name] => Series[name];

    /// <summary>The step's completions that the reward likes best, as examples.</summary>
    internal IReadOnlyList<string> Best(Func<ReadCompletion, bool>? where = null) =>
    [
        .. Groups.SelectMany(group => group.Completions).Where(where ?? (_ => true))
            .OrderByDescending(completion => completion.Sample.Reward).Take(3).Select(completion => Finding.Example(completion.Sample.Completion)),
    ];
}
