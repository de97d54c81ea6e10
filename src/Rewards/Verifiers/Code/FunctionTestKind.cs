namespace Rlar.Rewards.Verifiers.Code;

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
