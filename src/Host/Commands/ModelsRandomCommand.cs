using System.CommandLine;
using System.Globalization;
using Rlar.Inference.Conversion;

namespace Rlar.Host.Commands;

/// <summary><c>rlar models random</c>: a model with random weights, to be trained from nothing.</summary>
internal static class ModelsRandomCommand
{
    private const string Characters = "chars";

    /// <summary>The command.</summary>
    internal static Command Create()
    {
        var defaults = new RandomModelOptions();
        var family = new Option<string>("--arch") { Description = "The architecture.", DefaultValueFactory = _ => "llama", HelpName = "name" };
        _ = family.AcceptOnlyFromAmong("llama", "qwen2", "qwen3");
        var layers = Count("--layers", "Layers.", defaults.Layers);
        var width = Count("--dim", "The width of the hidden state.", defaults.Width);
        var heads = Count("--heads", "Heads of queries.", defaults.Heads);
        var kvHeads = new Option<int?>("--kv-heads") { Description = "Heads of keys and values. Default: as many.", HelpName = "n" };
        var headWidth = new Option<int?>("--head-dim") { Description = "The width of a head. Default: --dim / --heads.", HelpName = "n" };
        var inner = new Option<int?>("--ffn")
        {
            Description = "The width of the feed-forward part. Default: 8/3 of --dim, up to a multiple of 32.",
            HelpName = "n",
        };
        var context = Count("--context", "The longest text in tokens.", defaults.ContextTokens);
        var untied = new Option<bool>("--untied") { Description = "A head of its own, apart from the embedding." };
        var vocabulary = new Option<string>("--vocab-from")
        {
            Description = "A GGUF file whose vocabulary and chat template it gets, or chars: single characters.",
            DefaultValueFactory = _ => Characters,
            HelpName = "file",
        };
        var characters = new Option<string?>("--chars")
        {
            Description = "The characters of --vocab-from chars, with \\n for the end of a line. Default: printable ASCII and that.",
            HelpName = "text",
        };
        var seed = new Option<long>("--seed") { Description = "Decides the weights.", DefaultValueFactory = _ => 0, HelpName = "n" };
        var output = new Option<string>("--output", "-o") { Description = "The GGUF file to write.", Required = true, HelpName = "file" };
        var command = new Command(
            "random",
            """
            Writes a model with random weights and a vocabulary that llama.cpp accepts, for training from nothing. The same options give the same bytes.

              rlar models random --layers 2 --dim 64 --heads 4 --chars "0123456789+= " -o tiny.gguf
              rlar models random --arch qwen3 --dim 256 --heads 8 --kv-heads 2 --vocab-from smollm2.gguf --seed 7 -o small.gguf
            """)
        {
            family, layers, width, heads, kvHeads, headWidth, inner, context, untied, vocabulary, characters, seed, output,
        };
        command.SetAction((parsed, cancellationToken) =>
        {
            var options = new RandomModelOptions
            {
                Family = Enum.Parse<DecoderFamily>(parsed.GetValue(family)!, ignoreCase: true),
                Layers = parsed.GetValue(layers),
                Width = parsed.GetValue(width),
                Heads = parsed.GetValue(heads),
                KvHeads = parsed.GetValue(kvHeads),
                HeadWidth = parsed.GetValue(headWidth),
                Inner = parsed.GetValue(inner),
                ContextTokens = parsed.GetValue(context),
                TiedHead = !parsed.GetValue(untied),
                VocabularyFrom = parsed.GetValue(vocabulary) is { } file && file != Characters ? file : null,
                Characters = parsed.GetValue(characters)?.Replace("\\n", "\n", StringComparison.Ordinal),
                Seed = parsed.GetValue(seed),
            };
            var path = parsed.GetValue(output)!;
            var weights = RandomModel.Write(options, path, cancellationToken);
            System.Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"rlar: {path}: {weights:N0} weights"));
            return Task.FromResult(ExitCode.Done);
        });
        return command;
    }

    private static Option<int> Count(string name, string description, int value) =>
        new(name) { Description = description, DefaultValueFactory = _ => value, HelpName = "n" };
}
