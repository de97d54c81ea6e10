namespace Rlar.Grpo.Rollouts;

/// <summary>
/// Draws completions from the policy's weights as they are when <see cref="GenerateAsync"/> is called; they must not change until it has ended.
/// </summary>
public interface IRolloutEngine : IDisposable
{
    /// <summary>torch or llama.cpp, and what decides the bits of its numbers.</summary>
    string Identity { get; }

    /// <summary>Whether its log-probabilities are the trainer's own up to the rounding of 32 bits, so that no importance correction is needed.</summary>
    bool IsExact { get; }

    /// <summary>Draws; completions come as they end, in any order. The same requests give the same completions.</summary>
    /// <param name="requests">The requests.</param>
    /// <param name="options">How to draw.</param>
    /// <param name="cancellationToken">Ends the work between two tokens.</param>
    /// <exception cref="TrainingException">A prompt that leaves no room in the context, with its index.</exception>
    IAsyncEnumerable<Rollout> GenerateAsync(IReadOnlyList<RolloutRequest> requests, RolloutOptions options, CancellationToken cancellationToken);
}
