using System.CommandLine;
using Rlar.Inference;
using Rlar.Inference.Llama;

namespace Rlar.Host.Commands;

/// <summary>The tokenizer's file of a model, for each command that gives one model texts.</summary>
internal sealed class TokenizerOption
{
    private readonly Option<string?> _file = new("--tokenizer")
    {
        Description = "The model's tokenizer.json, which must have its vocabulary. Default: the one beside the model's file, else the engine's tokenizer.",
        HelpName = "file",
    };

    /// <summary>Adds the option to a command.</summary>
    internal void AddTo(Command command) => command.Add(_file);

    /// <summary>The file that a command line names; null for none.</summary>
    internal string? Get(ParseResult parsed) => parsed.GetValue(_file);

    /// <summary>Says once on standard error what is known to be wrong with the ids that a model's texts will get.</summary>
    /// <param name="model">The model.</param>
    /// <param name="special">How texts will be read.</param>
    internal static void Warn(LlamaModel model, SpecialTokens special)
    {
        foreach (var warning in model.Vocabulary.Warnings(special))
            System.Console.Error.WriteLine($"rlar: {warning}");
    }
}
