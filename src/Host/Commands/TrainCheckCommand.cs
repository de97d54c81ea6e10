using System.Buffers;
using System.CommandLine;
using System.Text.Json;
using Rlar.Grpo;
using Rlar.Grpo.Policy;
using Rlar.Grpo.Policy.Checking;
using Rlar.Inference.Catalog;
using Rlar.Scoring.Rows;

namespace Rlar.Host.Commands;

/// <summary><c>rlar train check</c>: what the trainer makes of anyone's cases.</summary>
internal static class TrainCheckCommand
{
    /// <summary>The command.</summary>
    internal static Command Create()
    {
        var model = new Argument<string>("MODEL") { Description = "A GGUF file of a dense Llama-family model, or the name of a pulled one." };
        var input = new Argument<string>("CASES") { Description = $"Cases as {RowSource.Formats}." };
        var split = RowSource.Split();
        var type = new Option<string>("--dtype")
        {
            Description = "f64: by torch's own operations, the oracle. f32: as training does it, with fused kernels.",
            DefaultValueFactory = _ => "f64",
        };
        _ = type.AcceptOnlyFromAmong("f32", "f64");
        var plain = new Option<bool>("--plain") { Description = "f32 by torch's own operations, too." };
        var lanes = new Option<int>("--lanes")
        {
            Description = "Threads that compute, each with rows of its own; part of the last digits.",
            DefaultValueFactory = _ => 2,
            HelpName = "n",
        };
        var command = new Command(
            "check",
            """
            What the trainer computes for given cases: log-probabilities, entropies, the loss, its gradients, and the weights after steps of AdamW.
            A case has sequences ({"tokens","prompt_length","advantage","old_logps","ref_logps","mask"}), loss ({"type","epsilon","epsilon_high","beta",
            "max_length"}), lora where adapters are trained ({"rank","alpha","targets","A","B"}), and after where steps are taken
            ({"steps","optimizer":{"lr","betas","eps","weight_decay","max_grad_norm"}}). One line a case, in order; each starts from the model as it is.

              rlar train check model.gguf cases.jsonl
            """)
        {
            model, input, split, type, plain, lanes,
        };
        command.SetAction((parsed, cancellationToken) =>
        {
            var path = ModelCache.Open().Resolve(parsed.GetValue(model)!).Path;
            using var source = RowSource.Open(parsed.GetValue(input)!, parsed.GetValue(split), keys: null, cancellationToken);
            var count = CommandValues.AtLeastOne(parsed.GetValue(lanes), lanes.Name, 256);
            var options = new TorchPolicyOptions { Lanes = count, IsFused = !parsed.GetValue(plain) };
            using var check = TrainerCheck.Open(path, parsed.GetValue(type) == "f64" ? CheckPrecision.Double : CheckPrecision.Single, options);
            using var output = StandardStreams.Output();
            while (source.Read(cancellationToken) is { } line)
            {
                using (line)
                    Run(check, source.Name, line, output, cancellationToken);
            }

            return Task.FromResult(ExitCode.Done);
        });
        return command;
    }

    private static void Run(TrainerCheck check, string file, InputLine line, Stream output, CancellationToken cancellationToken)
    {
        try
        {
            using var row = JsonDocument.Parse(line.Bytes);
            var buffer = new ArrayBufferWriter<byte>();
            using (var json = new Utf8JsonWriter(buffer))
                check.Run(row.RootElement, json, cancellationToken);
            buffer.Write("\n"u8);
            output.Write(buffer.WrittenSpan);
            output.Flush();
        }
        catch (JsonException error)
        {
            throw JsonNesting.Refusal(file, line.Number, line.Bytes.Span, error)
                ?? new InputException(file, line.Number, null, "not JSON", "Give one case a line.", error);
        }
        catch (TrainingException error)
        {
            throw new InputException(file, line.Number, null, error.Message.TrimEnd('.'), "Change the case; rlar train check --help says what one has.", error);
        }
    }
}
