using Rlar.Rewards.Reading;

namespace Rlar.Rewards.Verifiers.Code.Languages;

/// <summary>
/// 1 where the program of the answer, in a language of languages.json, prints what the row's cases expect for their input; without cases, where
/// it ends with exit status 0. The expected output never enters the sandbox.
/// </summary>
internal sealed class LanguageCode : CodeTool
{
    private readonly CodeLanguage _language;
    private readonly CompiledRunner _runner;

    private LanguageCode(ToolCard card, ToolSettings settings, CodeLanguage language)
        : base(card, settings, language.Names)
    {
        _language = language;
        _runner = new CompiledRunner(CodeSandbox.Pool, language);
    }

    /// <summary>How the library makes the tool of a language. Options: those of <see cref="CodeTool"/>.</summary>
    /// <param name="language">The language.</param>
    public static ToolDefinition DefinitionOf(CodeLanguage language)
    {
        ArgumentNullException.ThrowIfNull(language);
        return DefinitionOf(language.Id, () => language);
    }

    /// <summary>The same for a language that is looked up when a tool is made.</summary>
    internal static ToolDefinition DefinitionOf(string id, Func<CodeLanguage> language) => new(
        new ToolCard
        {
            Id = "code/" + id,
            Kind = ToolKind.Verifier,
            Description = $"1 where the {id} program of the answer prints what each case expects for its input; "
                + "without cases, where it ends with exit "
                + "status 0. Runs in the sandbox; the expected output never enters it.",
            Requires =
            [
                ReadableRow.By(
                    "tests",
                    "tests, where the row has any, as cases of stdin and stdout; without them a whole program, which must end with exit status 0",
                    query => _ = CodeTestsReader.Read(query) is CodeTests.Functions ? throw new ToolException(ForPython(id)) : true,
                    isOptional: true),
            ],
            Cost = ToolCost.Expensive,
            ReadsReferenceAsText = true,
            LimitsItself = true,
        },
        Revision: 2,
        CommonOptions,
        (card, settings) => new LanguageCode(card, settings, language()));

    /// <inheritdoc/>
    protected override string? Unfit(CodeTests tests) => tests is CodeTests.Functions ? ForPython(_language.Id) : Toolchain.Missing(_language);

    private static string ForPython(string language) =>
        $"tests that call functions are for Python; a {language} program is judged by cases of stdin and stdout";

    /// <inheritdoc/>
    private protected override LanguageMarks? Marks => _language.Marks;

    /// <inheritdoc/>
    private protected override Task<CodeVerdict> RunAsync(
        Query query, string program, CodeTests tests, CodeRunOptions options, CancellationToken cancellationToken) =>
        _runner.RunAsync(program, tests, options, cancellationToken);
}
