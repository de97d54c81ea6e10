using System.Runtime.CompilerServices;
using Rlar.Grpo.Rollouts;

namespace Rlar.Grpo.Training;

/// <summary>Draws the completions of rows, and gives each group as soon as its last completion has ended, while others are still drawn.</summary>
/// <param name="engine">What draws.</param>
/// <param name="prompts">The rows' prompts.</param>
/// <param name="options">How to draw.</param>
/// <param name="group">Completions of a row.</param>
/// <param name="seed">The run's seed.</param>
/// <param name="drawsGreedy">Whether each group has a completion of likeliest tokens beside its own.</param>
/// <param name="before">Called before anything is drawn; null: nothing is to be done.</param>
internal sealed class RolloutPhase(
    IRolloutEngine engine, PromptTokens prompts, RolloutOptions options, int group, ulong seed, bool drawsGreedy, Action? before = null)
{
    /// <summary>The stream of seeds of training; evaluation has another.</summary>
    internal const ulong TrainingStream = 2;

    /// <summary>The stream of seeds of evaluation.</summary>
    internal const ulong EvaluationStream = 3;

    /// <summary>Draws groups; they come as they end.</summary>
    /// <param name="draws">The rows.</param>
    /// <param name="stream">Which stream of seeds.</param>
    /// <param name="step">The step that the draws are for; part of the seeds.</param>
    /// <param name="cancellationToken">Ends the work between two tokens.</param>
    /// <returns>The place of each group in <paramref name="draws"/>, and the group.</returns>
    internal async IAsyncEnumerable<(int Place, DrawnGroup Group)> DrawAsync(
        IReadOnlyList<PromptDraw> draws, ulong stream, int step, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var requests = new RolloutRequest[draws.Count * group];
        for (var r = 0; r < requests.Length; r++)
        {
            var draw = draws[r / group];
            requests[r] = new RolloutRequest(
                prompts[draw.Row], DrawSeeds.Of(seed, stream, (ulong)step, (ulong)draw.Position, (ulong)draw.Row, (ulong)(r % group)));
        }

        before?.Invoke();
        var greedy = drawsGreedy ? await DrawGreedyAsync(draws, cancellationToken) : null;
        var ended = new Rollout[requests.Length];
        var left = new int[draws.Count];
        Array.Fill(left, group);
        await foreach (var rollout in engine.GenerateAsync(requests, options, cancellationToken))
        {
            var place = rollout.Index / group;
            if (rollout.Logprobs.AsSpan().IndexOfAnyExceptInRange(float.MinValue, 0.001f) >= 0)
                throw new TrainingException(
                    $"step {step}, row {prompts.Rows[draws[place].Row].Id}: a completion was drawn with a log-probability that is not finite: the "
                    + "weights have left the finite numbers. Lower optimizer.lr.");
            ended[rollout.Index] = rollout;
            if (--left[place] == 0)
                yield return (place, new DrawnGroup(draws[place], prompts[draws[place].Row], ended[(place * group)..((place + 1) * group)], greedy?[place]));
        }

        if (left.Any(count => count != 0))
            throw new TrainingException($"{engine.Identity}: {left.Sum()} of {requests.Length} completions did not come. This is a mistake of the "
                + "engine: report it.");
    }

    private async Task<Rollout[]> DrawGreedyAsync(IReadOnlyList<PromptDraw> draws, CancellationToken cancellationToken)
    {
        // Nothing is drawn by chance, so that a seed decides nothing.
        RolloutRequest[] requests = [.. draws.Select(draw => new RolloutRequest(prompts[draw.Row], seed))];
        var greedy = new Rollout[requests.Length];
        await foreach (var rollout in engine.GenerateAsync(requests, options with { Temperature = 0 }, cancellationToken))
            greedy[rollout.Index] = rollout;
        return greedy;
    }
}
