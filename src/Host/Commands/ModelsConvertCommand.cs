using System.CommandLine;
using System.Globalization;
using Rlar.Inference.Conversion;

namespace Rlar.Host.Commands;

/// <summary><c>rlar models convert</c>: a folder of transformers' to one GGUF file.</summary>
internal static class ModelsConvertCommand
{
    /// <summary>The command.</summary>
    internal static Command Create()
    {
        var folder = new Argument<string>("FOLDER")
        {
            Description = "A model's folder: config.json, model.safetensors or its parts, tokenizer.json, and what lies beside them.",
        };
        var output = new Option<string>("--output", "-o") { Description = "The GGUF file to write.", Required = true, HelpName = "file" };
        var command = new Command(
            "convert",
            """
            Converts a dense Llama, Qwen 2 or Qwen 3 model as transformers writes it to one GGUF file of 32-bit weights, for training and for llama.cpp. The
            tokenizer is converted, too: byte pairs over bytes (GPT-2, SmolLM, Qwen, Llama 3) and SentencePiece's with bytes (Llama 2). What cannot be
            converted is named.

              rlar models convert Qwen2.5-0.5B-Instruct -o qwen.gguf
            """)
        {
            folder, output,
        };
        command.SetAction((parsed, cancellationToken) =>
        {
            UnicodeSupport.Require();
            var path = parsed.GetValue(output)!;
            var converted = ModelConversion.Convert(parsed.GetValue(folder)!, path, cancellationToken);
            foreach (var warning in converted.Warnings)
                System.Console.Error.WriteLine($"rlar: {warning}");
            System.Console.Error.WriteLine(
                string.Create(CultureInfo.InvariantCulture, $"rlar: {path}: {converted.Architecture}, {converted.Weights:N0} weights of 32 bits"));
            return Task.FromResult(ExitCode.Done);
        });
        return command;
    }
}
