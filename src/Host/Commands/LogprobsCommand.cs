using System.Buffers;
using System.CommandLine;
using System.Runtime.ExceptionServices;
using System.Text.Json;
using Rlar.Host.Models;
using Rlar.Inference;
using Rlar.Inference.Catalog;
using Rlar.Inference.Llama;
using Rlar.Inference.Llama.Scoring;
using Rlar.Scoring.Rows;

namespace Rlar.Host.Commands;

/// <summary><c>rlar models logprobs</c>: what a model thinks of given continuations.</summary>
internal static class LogprobsCommand
{
    private const int RowsAtOnce = 64;

    /// <summary>The command.</summary>
    internal static Command Create()
    {
        var file = new Argument<string>("MODEL") { Description = "A GGUF file, or the name of a pulled model." };
        var input = new Argument<string>("ROWS")
        {
            Description = $"Rows as {RowSource.Formats}: " + "{\"prompt\",\"completion\"} or {\"tokens\",\"prompt_length\"}.",
        };
        var split = RowSource.Split();
        var context = new Option<int>("--context") { Description = "The most tokens of a row.", DefaultValueFactory = _ => 4096 };
        var threads = new Option<int>("--threads")
        {
            Description = "Threads that compute, each with rows of its own: they change no bit. Default: one per processor.",
            DefaultValueFactory = _ => Environment.ProcessorCount,
            HelpName = "n",
        };
        var sequences = new Option<int>("--sequences")
        {
            Description = "Rows computed side by side: a matter of speed alone.",
            DefaultValueFactory = _ => 8,
        };
        var weights = new Option<string>("--weights")
        {
            Description = "f32 widens all weights; auto does it for files that are not quantised; stored never.",
            DefaultValueFactory = _ => "auto",
        };
        _ = weights.AcceptOnlyFromAmong("auto", "f32", "stored");
        var fast = new Option<bool>("--fast")
        {
            Description = "16-bit keys and values and fused attention for 32-bit weights, too: off by up to 0.02.",
        };
        var special = new Option<bool>("--special")
        {
            Description = "Text in a prompt that is written like a special token becomes it; never in a completion.",
        };
        var tokenizer = new TokenizerOption();
        var command = new Command(
            "logprobs",
            """
            The log-probability of each token of a completion: {"prompt","completion"} or {"tokens","prompt_length"} in, {"logps"} out, one line a
            row, in order. A row's bits are the same alone and in any file, over one build and one kind of processor (rlar doctor names it).

              rlar models logprobs model.gguf rows.jsonl
            """)
        {
            file, input, split, context, threads, sequences, weights, fast, special,
        };
        tokenizer.AddTo(command);
        command.SetAction((parsed, cancellationToken) =>
        {
            UnicodeSupport.Require();
            var path = ModelCache.Open().Resolve(parsed.GetValue(file)!).Path;
            using var source = RowSource.Open(parsed.GetValue(input)!, parsed.GetValue(split), keys: null, cancellationToken);
            var options = new LlamaContextOptions
            {
                ContextTokens = CommandValues.AtLeastOne(parsed.GetValue(context), context.Name),
                Threads = CommandValues.AtLeastOne(parsed.GetValue(threads), threads.Name, 512),
                Sequences = CommandValues.AtLeastOne(parsed.GetValue(sequences), sequences.Name, LlamaContextOptions.MaxSequences),
            };
            using var model = LlamaModel.Load(
                path,
                new LlamaModelOptions { WidensWeights = WeightChoice.Widens(path, parsed.GetValue(weights)!), TokenizerFile = tokenizer.Get(parsed) },
                null,
                cancellationToken);
            TokenizerOption.Warn(model, parsed.GetValue(special) ? SpecialTokens.Recognise : SpecialTokens.AsText);
            using var scorer = new LlamaLogprobs(model, parsed.GetValue(fast) ? options with { Attention = FlashAttention.On } : options);
            using var output = new BufferedStream(StandardStreams.Output(), 1 << 16);
            var reader = new LogprobRowReader(model.Vocabulary, source.Name, scorer.ContextTokens, parsed.GetValue(special));
            var rows = new List<TokenRow>(RowsAtOnce);
            do
            {
                rows.Clear();
                var refusal = Fill(rows, source, reader, cancellationToken);
                Write(output, scorer.Score(rows, cancellationToken));
                // What stands before a row that is refused is not lost.
                refusal?.Throw();
            }
            while (rows.Count > 0);
            return Task.FromResult(ExitCode.Done);
        });
        return command;
    }

    private static ExceptionDispatchInfo? Fill(List<TokenRow> rows, LineSource source, LogprobRowReader reader, CancellationToken cancellationToken)
    {
        try
        {
            while (rows.Count < RowsAtOnce && source.Read(cancellationToken) is { } line)
            {
                using (line)
                    rows.Add(reader.Read(line));
            }

            return null;
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            return ExceptionDispatchInfo.Capture(error);
        }
    }

    private static void Write(Stream output, IReadOnlyList<double[]> rows)
    {
        var buffer = new ArrayBufferWriter<byte>();
        foreach (var row in rows)
        {
            using (var json = new Utf8JsonWriter(buffer))
            {
                json.WriteStartObject();
                json.WriteStartArray("logps");
                foreach (var value in row)
                    json.WriteNumberValue(Math.Round(value, 7));
                json.WriteEndArray();
                json.WriteEndObject();
            }

            buffer.Write("\n"u8);
        }

        output.Write(buffer.WrittenSpan);
        output.Flush();
    }
}
