using System.Runtime.CompilerServices;
using Rlar.Grpo.Rollouts;

namespace Rlar.Grpo.Tests.Training;

/// <summary>Draws from a <see cref="BigramPolicy"/>: token 0 ends a completion. Completions come last first, which nobody may rely on.</summary>
internal sealed class BigramRollouts(BigramPolicy policy, bool isExact = true) : IRolloutEngine
{
    public string Identity => "bigram";

    public bool IsExact => isExact;

    /// <summary>Is told of every request.</summary>
    internal List<RolloutRequest> Seen { get; } = [];

    public async IAsyncEnumerable<Rollout> GenerateAsync(
        IReadOnlyList<RolloutRequest> requests, RolloutOptions options, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        Seen.AddRange(requests);
        for (var r = requests.Count - 1; r >= 0; r--)
        {
            cancellationToken.ThrowIfCancellationRequested();
            await Task.Yield();
            yield return Draw(r, requests[r], options);
        }
    }

    public void Dispose()
    {
    }

    private Rollout Draw(int index, RolloutRequest request, RolloutOptions options)
    {
        var random = new Random((int)(request.Seed ^ (request.Seed >> 32)));
        var tokens = new List<int>();
        var logprobs = new List<float>();
        var before = request.Prompt[^1];
        while (tokens.Count < options.MaxTokens)
        {
            var of = policy.After(before);
            var left = random.NextDouble();
            var token = 0;
            if (options.Temperature == 0)
                token = Array.IndexOf(of, of.Max());
            while (options.Temperature > 0 && token < of.Length - 1 && (left -= Math.Exp(of[token])) >= 0)
                token++;
            tokens.Add(token);
            logprobs.Add((float)of[token]);
            before = token;
            if (token == 0)
                break;
        }

        var end = tokens[^1] == 0 ? RolloutEnd.EndToken : RolloutEnd.Length;
        return new Rollout(index, [.. tokens], [.. logprobs], end, new BigramText().Decode(tokens.ToArray()));
    }
}
