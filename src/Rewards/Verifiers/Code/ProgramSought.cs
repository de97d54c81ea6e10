using System.Text.Json;

namespace Rlar.Rewards.Verifiers.Code;

/// <summary>What tells the program of an answer from the other code in it.</summary>
/// <param name="Languages">The names by which fences name the language, in lower case.</param>
internal sealed record ProgramSought(IReadOnlyCollection<string> Languages)
{
    /// <summary>The names that the tests are about: the one that the row gives, or those that the tests use and do not define.</summary>
    public IReadOnlyCollection<string> Names { get; init; } = [];

    /// <summary>Whether it is run as a whole, for what it prints.</summary>
    public bool IsRun { get; init; }

    /// <summary>Whether a run is given input, so that the program reads it.</summary>
    public bool HasInput { get; init; }

    /// <summary>What programs of another language than Python have in their text; null for Python, whose words are read.</summary>
    public LanguageMarks? Marks { get; init; }

    /// <summary>What a row's tests ask for.</summary>
    /// <param name="languages">The names of the language.</param>
    /// <param name="tests">The row's tests.</param>
    /// <param name="marks">What programs of the language have in their text; null for Python.</param>
    internal static ProgramSought By(IReadOnlyCollection<string> languages, CodeTests tests, LanguageMarks? marks) => tests switch
    {
        CodeTests.Functions functions => new ProgramSought(languages) { Marks = marks, Names = NamesOf(functions) },
        CodeTests.Streams streams => new ProgramSought(languages)
        {
            Marks = marks,
            IsRun = true,
            HasInput = streams.Cases.Any(@case => !string.IsNullOrWhiteSpace(@case.Stdin)),
        },
        _ => new ProgramSought(languages) { Marks = marks },
    };

    private static HashSet<string> NamesOf(CodeTests.Functions tests)
    {
        if (tests.EntryPoint is { } entry)
            return [entry];
        var names = new HashSet<string>();
        foreach (var test in tests.Tests)
        {
            if (test.ValueKind == JsonValueKind.String)
                names.UnionWith(PythonNames.Of(test.GetString()!).Asked);
        }

        return names;
    }
}
