using System.CommandLine;
using Rlar.Agents.Library;
using Rlar.Agents.Verifiers.Code.Languages;

namespace Rlar.Host.Commands;

/// <summary>The tools that a command knows: those of RLAR, and those of the languages in a file of the user's.</summary>
internal static class LibraryOption
{
    /// <summary>The option, one for each command.</summary>
    internal static Option<string?> Create() => new("--languages")
    {
        Description = "Programming languages of your own, each a tool code/ID (form: src/Agents/Verifiers/Code/Languages/languages.json).",
        HelpName = "file",
    };

    /// <summary>The library that a command line asks for.</summary>
    internal static ToolLibrary Of(ParseResult parsed, Option<string?> option) => parsed.GetValue(option) is { } file
        ? ToolLibrary.BuiltIn.With([.. CodeLanguages.Parse(CommandValues.ReadFile(file), file).Select(LanguageCode.DefinitionOf)])
        : ToolLibrary.BuiltIn;
}
