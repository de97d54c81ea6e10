using System.Text.Json;

namespace Rlar.Rewards.Verifiers.Code;

/// <summary>What a row has to try a program with.</summary>
internal abstract record CodeTests
{
    private CodeTests()
    {
    }

    /// <summary>How many tests there are; code that only defines tests counts as one until it is run.</summary>
    public abstract int Count { get; }

    /// <summary>No tests: the program itself must end with exit status 0.</summary>
    public sealed record None : CodeTests
    {
        /// <inheritdoc/>
        public override int Count => 1;
    }

    /// <summary>Standard input and the standard output that is expected. The output never enters the sandbox.</summary>
    /// <param name="Cases">The pairs.</param>
    public sealed record Streams(IReadOnlyList<StreamCase> Cases) : CodeTests
    {
        /// <inheritdoc/>
        public override int Count => Cases.Count;
    }

    /// <summary>Tests that call the program's functions, run by the judge (Harness/judge.py) in another sandbox than the program.</summary>
    /// <param name="Kind">What the tests are.</param>
    /// <param name="Tests">One element a test: text of Python code, or for <see cref="FunctionTestKind.Calls"/> objects with arguments and expected.</param>
    /// <param name="Setup">Python code that tests need, run before them and not by the program.</param>
    /// <param name="EntryPoint">The function that is asked for, where the row names it.</param>
    public sealed record Functions(FunctionTestKind Kind, IReadOnlyList<JsonElement> Tests, IReadOnlyList<string> Setup, string? EntryPoint) : CodeTests
    {
        /// <inheritdoc/>
        public override int Count => Tests.Count;
    }
}

/// <summary>One run of a program.</summary>
/// <param name="Stdin">Its standard input.</param>
/// <param name="Stdout">What it must print, by <see cref="PrintedText"/>.</param>
internal sealed record StreamCase(string Stdin, string Stdout);

/// <summary>The forms of tests that call functions.</summary>
internal enum FunctionTestKind
{
    /// <summary>Assert statements, each a test (MBPP, open-instruct).</summary>
    Asserts,

    /// <summary>A function check(candidate) with all asserts in it: one test (HumanEval).</summary>
    Check,

    /// <summary>A file of tests: pytest functions and unittest classes are a test each, anything else is one.</summary>
    Code,

    /// <summary>Arguments and the expected value, in JSON (LiveCodeBench, APPS).</summary>
    Calls,
}
