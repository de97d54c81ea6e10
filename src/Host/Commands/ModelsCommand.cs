using System.Buffers;
using System.CommandLine;
using System.Text.Json;
using Rlar.Inference;
using Rlar.Inference.Tokenizers;
using Rlar.Scoring.Rows;

namespace Rlar.Host.Commands;

/// <summary><c>rlar models</c>: what can be asked of a model's files.</summary>
internal static class ModelsCommand
{
    private static readonly RowKeys s_keys = new(new HashSet<string> { "text" }, new HashSet<string>());

    /// <summary>The command with its subcommands.</summary>
    internal static Command Create() =>
        new("models", "Models and their files.")
        {
            ModelFilesCommand.List(),
            ModelPullCommand.Pull(),
            ModelPullCommand.Remove(),
            ModelFilesCommand.Show(),
            ModelFilesCommand.Scan(),
            ModelsConvertCommand.Create(),
            ModelsRandomCommand.Create(),
            Tokenize(),
            LogprobsCommand.Create(),
            AskCommand.Create(),
        };

    private static Command Tokenize()
    {
        var tokenizer = new Argument<string>("TOKENIZER.json") { Description = "A tokenizer.json, or the vocab.txt of a WordPiece model." };
        var input = new Argument<string>("ROWS") { Description = $"Rows as {RowSource.Formats}: " + "{\"text\"}." };
        var split = RowSource.Split();
        var special = new Option<bool>("--special") { Description = "Put the special tokens of the file's template around each text." };
        var asText = new Option<bool>("--as-text") { Description = "Text that is written like a special token stays text." };
        var command = new Command(
            "tokenize",
            """
            The tokens of texts: {"text"} in, {"ids"} out, one line a row, in order.

              rlar models tokenize tokenizer.json rows.jsonl
              rlar models tokenize tokenizer.json rows.jsonl --special
            """)
        {
            tokenizer, input, split, special, asText,
        };
        command.SetAction((parsed, cancellationToken) =>
        {
            UnicodeSupport.Require();
            var loaded = Tokenizer.Load(parsed.GetValue(tokenizer)!);
            var mode = parsed.GetValue(asText) ? SpecialTokens.AsText : SpecialTokens.Recognise;
            using var source = RowSource.Open(parsed.GetValue(input)!, parsed.GetValue(split), s_keys, cancellationToken);
            using var output = new BufferedStream(StandardStreams.Output(), 1 << 16);
            var buffer = new ArrayBufferWriter<byte>();
            while (source.Read(cancellationToken) is { } line)
            {
                using (line)
                    Write(buffer, loaded.EncodeIds(Text(line, source.Name), mode, parsed.GetValue(special)));
                output.Write(buffer.WrittenSpan);
                buffer.ResetWrittenCount();
            }

            return Task.FromResult(ExitCode.Done);
        });
        return command;
    }

    private static string Text(InputLine line, string file)
    {
        try
        {
            using var row = JsonDocument.Parse(line.Bytes);
            if (row.RootElement.ValueKind == JsonValueKind.Object
                && row.RootElement.TryGetProperty("text", out var text)
                && text.ValueKind == JsonValueKind.String)
                return text.GetString()!;
            throw new InputException(file, line.Number, "text", "a text is needed", "Give each row as {\"text\": \"...\"}.");
        }
        catch (JsonException error)
        {
            throw JsonNesting.Refusal(file, line.Number, line.Bytes.Span, error)
                ?? new InputException(file, line.Number, null, "not JSON", "Give each row as {\"text\": \"...\"}.", error);
        }
        catch (InvalidOperationException error)
        {
            throw new InputException(file, line.Number, "text", "an escaped surrogate without its pair", "Write the text as valid Unicode.", error);
        }
    }

    private static void Write(ArrayBufferWriter<byte> buffer, int[] ids)
    {
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteStartArray("ids");
            foreach (var id in ids)
                json.WriteNumberValue(id);
            json.WriteEndArray();
            json.WriteEndObject();
        }

        buffer.Write("\n"u8);
    }
}
