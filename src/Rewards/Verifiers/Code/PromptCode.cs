namespace Rlar.Rewards.Verifiers.Code;

/// <summary>
/// What a prompt that is code itself adds to a program (HumanEval: imports, helpers and the head of the function that is asked for). The
/// answer may continue it, or stand for itself and use its imports. Its helpers are the tests' own too: the judge runs the prompt by itself,
/// so that a program which redefines a helper does not change what the tests call.
/// </summary>
internal static class PromptCode
{
    /// <summary>The program with what the prompt gives it, and the tests with what the prompt gives them.</summary>
    /// <param name="query">The row.</param>
    /// <param name="program">The program of an answer.</param>
    /// <param name="tests">The tests.</param>
    internal static (string Program, CodeTests.Functions Tests) Join(Query query, string program, CodeTests.Functions tests)
    {
        var prompt = query.Question;
        if (tests.EntryPoint is not { } entry || !ProgramText.IsCode(prompt) || !ProgramText.Defines(prompt, entry))
            return (program, tests);
        var before = prompt[..ProgramText.StartOf(prompt, entry)];
        var ready = before.Length == 0 ? tests : tests with { Setup = [before, .. tests.Setup] };
        if (!ProgramText.Defines(program, entry) && !PythonNames.Of(program).Methods.Contains(entry))
            return (prompt.EndsWith('\n') || program.StartsWith('\n') ? prompt + program : prompt + "\n" + program, ready);

        // A __future__ import must be the first statement of all.
        return (program.Contains("from __future__", StringComparison.Ordinal) ? program : before + program, ready);
    }
}
