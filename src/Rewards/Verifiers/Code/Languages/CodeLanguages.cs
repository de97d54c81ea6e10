using System.Text;
using System.Text.Json;
using Rlar.Rewards.Sandbox;

namespace Rlar.Rewards.Verifiers.Code.Languages;

/// <summary>The languages beside Python: those of languages.json, and of a user's file of the same form.</summary>
internal static class CodeLanguages
{
    private static readonly JsonSerializerOptions s_options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        ReadCommentHandling = JsonCommentHandling.Skip,
        AllowTrailingCommas = true,
    };

    private static readonly Lazy<IReadOnlyList<CodeLanguage>> s_builtIn =
        new(() => Parse(Encoding.UTF8.GetBytes(SupervisorSource.Read("languages.json")), "languages.json"));

    /// <summary>The languages that RLAR comes with (src/Rewards/Verifiers/Code/Languages/languages.json).</summary>
    public static IReadOnlyList<CodeLanguage> BuiltIn => s_builtIn.Value;

    /// <summary>Reads a file of languages.</summary>
    /// <param name="json">The file's text; comments and trailing commas are allowed.</param>
    /// <param name="source">The file's name, for messages.</param>
    /// <exception cref="ToolException">The text is not such a file; the message names file, line and field.</exception>
    public static IReadOnlyList<CodeLanguage> Parse(ReadOnlyMemory<byte> json, string source)
    {
        try
        {
            var languages = JsonSerializer.Deserialize<Dictionary<string, List<CodeLanguage>>>(json.Span, s_options);
            if (languages is not { Count: 1 } || !languages.TryGetValue("languages", out var list) || list is null)
                throw new ToolException($"{source}: an object with the one member 'languages' is expected");
            return list.Find(language => language.Compile is not null != language.Artifact is not null) is { } half
                ? throw new ToolException($"{source}: language {half.Id} needs both 'compile' and 'artifact', or neither")
                : (IReadOnlyList<CodeLanguage>)list;
        }
        catch (JsonException error)
        {
            throw new ToolException($"{source}, line {error.LineNumber + 1}, {error.Path}: {error.Message}", error);
        }
    }
}
