using Rlar.Rewards.Sandbox;

namespace Rlar.Rewards.Verifiers.Code;

/// <summary>How programs are run.</summary>
internal sealed record CodeRunOptions
{
    /// <summary>After this many tests that ran out of time the rest are not run, and fail.</summary>
    internal const int MostTimeOuts = 3;

    /// <summary>Processor seconds of each test.</summary>
    internal required double Time { get; init; }

    /// <summary>Bytes of memory.</summary>
    internal required long Memory { get; init; }

    /// <summary>Whether the first failure ends it.</summary>
    internal bool StopsEarly { get; init; }

    /// <summary>Names of Python that the program finds to be None ("subprocess.Popen").</summary>
    internal IReadOnlyList<string> Disabled { get; init; } = [];

    /// <summary>The limits of a job with this many tests: time is a test's, the clock's twice that and what an interpreter needs to start.</summary>
    internal SandboxLimits LimitsFor(int tests) => new()
    {
        StepCpu = Time,
        StepWall = (2 * Time) + 2,
        Cpu = Time * (tests + 1),
        Wall = ((2 * Time) + 2) * (tests + 1),
        Memory = Memory,
        AddressSpace = 4 * Memory,
    };
}
