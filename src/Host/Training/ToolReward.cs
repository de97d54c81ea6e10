using Rlar.Grpo.Advantages;
using Rlar.Grpo.Recipes;
using Rlar.Grpo.Rollouts;
using Rlar.Grpo.Training;
using Rlar.Kernels.Shaping;
using Rlar.Scoring.Pipeline;
using Rlar.Scoring.Run;

namespace Rlar.Host.Training;

/// <summary>Rewards of training by the tools that score files: those that the router picks for a row, or those that a recipe names for all rows.</summary>
internal sealed class ToolReward : ITrainingReward
{
    private readonly RewardRun _run;
    private readonly IReadOnlyDictionary<string, WeightSchedule>? _weights;

    private ToolReward(RewardRun run, IReadOnlyDictionary<string, WeightSchedule>? weights) => (_run, _weights) = (run, weights);

    /// <summary>Rewards by what the router picks.</summary>
    internal static ToolReward Routed(IRouter router, RewardRunOptions options) => new(new RewardRun(router, options), null);

    /// <summary>Rewards by the same tools for all rows.</summary>
    /// <param name="tools">The tools, at least one.</param>
    /// <param name="library">What makes them.</param>
    /// <param name="version">What the library was made of.</param>
    /// <param name="options">How they are called.</param>
    /// <exception cref="ToolException">There is no such tool, or it has no such option.</exception>
    internal static ToolReward Of(IReadOnlyList<RecipeTool> tools, ToolRegistry library, string version, RewardRunOptions options) => new(
        new RewardRun(new ToolListRouter([.. tools.Select(tool => library.Create(tool.Id, tool.Options))], version), options),
        tools.ToDictionary(tool => tool.Id, tool => WeightNames.Parse(tool.Weight)));

    /// <inheritdoc/>
    public async Task<RewardedRollouts> ScoreAsync(Query query, IReadOnlyList<Rollout> rollouts, int step, CancellationToken cancellationToken)
    {
        var scored = await _run.ScoreAsync(
            new RolloutGroup(query, [.. rollouts.Select(rollout => new Completion(rollout.Text, rollout.Tokens.Length))]), cancellationToken);
        ToolCall[] counted = _weights is null ? [.. scored.Calls] : [.. scored.Calls.Select(call => Weighed(call, step)).Where(call => call.Tool.Weight != 0)];
        var rewards = new double?[rollouts.Count];
        var reasons = new string?[rollouts.Count];
        for (var i = 0; i < rewards.Length; i++)
        {
            RewardOutcome outcome;
            (outcome, rewards[i]) = counted.Length == 0
                ? (scored.Calls.Count == 0 ? scored.Outcomes[i].Outcome : new RewardOutcome.Unscorable("all weights are 0 at this step"), null)
                : Combined(counted, i);
            reasons[i] = outcome switch
            {
                RewardOutcome.Unscorable(var reason) => reason,
                RewardOutcome.Failed(var boundary, var reason) => $"{boundary}: {reason}",
                _ => null,
            };
        }

        return new RewardedRollouts(rewards, scored.Calls.ToDictionary(call => call.Tool.Tool.Card.Id, ValuesOf), reasons);
    }

    private static (RewardOutcome Outcome, double? Reward) Combined(ToolCall[] calls, int completion)
    {
        var (outcome, reward) = RewardCombiner.Combine(calls, completion, measuresTime: false);
        return (outcome.Outcome, reward);
    }

    private static IReadOnlyList<double?> ValuesOf(ToolCall call) => [.. call.Outcomes.Select(outcome => (outcome as RewardOutcome.Scored)?.Value)];

    private ToolCall Weighed(ToolCall call, int step) =>
        call with { Tool = call.Tool with { Weight = _weights![call.Tool.Tool.Card.Id].At(step - 1) } };
}
