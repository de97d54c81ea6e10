namespace Rlar.Grpo.Advantages;

/// <summary>
/// A shaping step with statistics of all rewards so far. Every application takes its batch into the statistics first and shapes by them then.
/// Not for several threads at a time.
/// </summary>
public interface IRunningShaping : IRewardShaping
{
    /// <summary>Where the caller keeps the state between runs, as given: a path for the command line.</summary>
    string StateName { get; }

    /// <summary>Goes on from a saved state.</summary>
    /// <param name="json">What <see cref="Save"/> gave.</param>
    /// <exception cref="Kernels.KernelException">No such state, or one of another statistic.</exception>
    void Restore(ReadOnlySpan<byte> json);

    /// <summary>The state as JSON; it round-trips exactly.</summary>
    byte[] Save();
}
