using System.Text;
using Rlar.Rewards.Reading;
using Rlar.Rewards.Sandbox;

namespace Rlar.Rewards.Verifiers.Code.Languages;

/// <summary>
/// 1 where the Python program of the answer passes the row's tests. The program runs in a sandbox of its own and never sees a test or an
/// expected value, so it cannot forge a verdict (docs/code.md).
/// </summary>
internal sealed class PythonCode : CodeTool
{
    private static readonly ToolOption<string> s_gate =
        ToolOption.Choice("gate", "none", "Rules on the program's text: none, or those of open-instruct.", "none", "open-instruct");
    private static readonly ToolOption<string> s_forbid =
        ToolOption.Text("forbid", "", "Modules that a program may not name, with commas between them; a rule on the text, no protection.");
    private static readonly string[] s_names = ["python", "py", "python3", "py3"];
    private static readonly ToolRequirement s_tests = ReadableRow.By(
        "tests",
        "tests, where the row has any, of a form that is known (docs/code.md); without them a whole program, which must end with exit status 0",
        query => CodeTestsReader.Read(query),
        isOptional: true);
    private readonly CodeGate _gate;
    private readonly FunctionRunner _functions = new(CodeSandbox.Pool);
    private readonly StreamRunner _streams = new(CodeSandbox.Pool, (program, stdin) => SandboxParty.Script(Encoding.UTF8.GetBytes(program), stdin));

    private PythonCode(ToolCard card, ToolSettings settings)
        : base(card, settings, s_names)
    {
        var isOpenInstruct = settings.Get(s_gate) == "open-instruct";
        var forbidden = settings.Get(s_forbid).Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        _gate = new CodeGate(forbidden, isOpenInstruct ? CodeGate.OpenInstructTexts : []);
        Options = Options with { Disabled = isOpenInstruct ? CodeGate.OpenInstructDisabled : [] };
    }

    /// <summary>
    /// How the library makes it. Options: those of <see cref="CodeTool"/>, and gate none|open-instruct and forbid (modules, by comma): static
    /// rules on the program's text, no protection.
    /// </summary>
    public static ToolDefinition Definition { get; } = new(
        new ToolCard
        {
            Id = "code/python",
            Kind = ToolKind.Verifier,
            Description = "1 where the Python program of the answer passes the row's tests "
                + "(asserts, check, pytest, calls, cases of input and output); without tests, "
                + "where it ends with exit status 0. Runs in the sandbox; the program never sees a test.",
            Requires = [s_tests],
            Cost = ToolCost.Expensive,
            ReadsReferenceAsText = true,
            LimitsItself = true,
        },
        Revision: 3,
        [.. CommonOptions, s_gate, s_forbid],
        (card, settings) => new PythonCode(card, settings));

    /// <inheritdoc/>
    protected override string? Unfit(CodeTests tests) => null;

    /// <inheritdoc/>
    protected override string? Refuses(string program) => _gate.Refuses(program);

    /// <inheritdoc/>
    private protected override Task<CodeVerdict> RunAsync(
        Query query, string program, CodeTests tests, CodeRunOptions options, CancellationToken cancellationToken)
    {
        if (tests is not CodeTests.Functions functions)
            return _streams.RunAsync(program, tests, options, cancellationToken);
        var (code, ready) = PromptCode.Join(query, program, functions);
        return _functions.RunAsync(code, ready, options, cancellationToken);
    }

    /// <inheritdoc/>
    private protected override Task<CodeVerdict?> RunOtherAsync(
        Query query, string completion, CodeTests tests, CodeRunOptions options, CancellationToken cancellationToken) =>
        tests is CodeTests.Streams && _gate.IsOpen && !OtherLanguage.IsPythonAsked(query)
            ? OtherLanguage.RunAsync(completion, tests, options, cancellationToken)
            : Task.FromResult<CodeVerdict?>(null);
}
