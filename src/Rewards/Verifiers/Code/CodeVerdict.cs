namespace Rlar.Rewards.Verifiers.Code;

/// <summary>The results of all tests of a program.</summary>
/// <param name="Tests">The results, in order. With early stop those after the first failure are missing.</param>
/// <param name="Cpu">Processor seconds used, the tests' own included.</param>
/// <param name="Memory">The most bytes of memory seen.</param>
internal sealed record CodeVerdict(IReadOnlyList<TestResult> Tests, double Cpu, long Memory)
{
    /// <summary>Why the tests cannot judge any program here (a module that they need is missing, they do not compile), or null.</summary>
    public string? Unfit { get; init; }
}

/// <summary>The result of one test.</summary>
/// <param name="Name">The test as text, shortened, or its name.</param>
/// <param name="IsPassed">Whether it holds.</param>
/// <param name="Message">Why not, or null.</param>
internal sealed record TestResult(string Name, bool IsPassed, string? Message = null);
