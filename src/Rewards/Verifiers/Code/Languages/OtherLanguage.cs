using System.Text.Json;

namespace Rlar.Rewards.Verifiers.Code.Languages;

/// <summary>
/// Programs in another language than Python where the row does not say which: cases of input and output are for any, and the fence names it.
/// A language that cannot be run here is wrong and not unscorable, since the answer chose it.
/// </summary>
internal static class OtherLanguage
{
    private static readonly string[] s_fields = ["language", "lang", "programming_language"];

    /// <summary>Whether a row asks for Python: by its tool, a hint, its metadata or its prompt.</summary>
    /// <param name="query">The row.</param>
    internal static bool IsPythonAsked(Query query) =>
        query.Tool is not null
        || query.TaskHints.Any(NamesPython)
        || (query.Metadata is { ValueKind: JsonValueKind.Object } metadata && s_fields.Any(field => metadata.TryGetProperty(field, out _)))
        || query.Prompt.Any(message => NamesPython(message.Content));

    /// <summary>Runs the program of the first of these languages that an answer has a block of; null where there is none that can be run.</summary>
    internal static async Task<CodeVerdict?> RunAsync(string completion, CodeTests tests, CodeRunOptions options, CancellationToken cancellationToken)
    {
        // A shell block beside a program most often only builds and starts it.
        foreach (var language in CodeLanguages.BuiltIn.OrderBy(language => language.Id == "bash"))
        {
            if (!language.Names.Any(name => completion.Contains("```" + name, StringComparison.OrdinalIgnoreCase)
                || completion.Contains("~~~" + name, StringComparison.OrdinalIgnoreCase)))
                continue;
            if (Toolchain.Missing(language) is null
                && ProgramText.Find(completion, ProgramSought.By([.. language.Names], tests, language.Marks)) is { } program)
                return await new CompiledRunner(CodeSandbox.Pool, language).RunAsync(program, tests, options, cancellationToken);
        }

        return null;
    }

    private static bool NamesPython(string text) => text.Contains("python", StringComparison.OrdinalIgnoreCase);
}
