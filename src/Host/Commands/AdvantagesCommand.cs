using System.CommandLine;
using Rlar.Agents.Rows;
using Rlar.Grpo.Advantages;
using Rlar.Host.Advantages;
using Rlar.Kernels;
using Rlar.Kernels.Cpu;

namespace Rlar.Host.Commands;

/// <summary><c>rlar advantages IN</c>: for rewards that are there already.</summary>
internal static class AdvantagesCommand
{
    /// <summary>The command with its options.</summary>
    internal static Command Create()
    {
        var input = new Argument<string>("IN") { Description = "Rows as JSONL, one a group; - for standard input. The file is the batch." };
        var output = new Option<string>("--output", "-o") { Description = "Where the rows go.", DefaultValueFactory = _ => "-", HelpName = "file" };
        var estimator = new Option<string>("--estimator", "-e") { Description = $"One of {string.Join(", ", AdvantageNames.Estimators.Keys)}.", DefaultValueFactory = _ => "grpo", HelpName = "name" };
        var weight = new Option<string[]>("--weight") { Description = "Weight of a reward component; repeat for several. Default 1 each.", HelpName = "component=number" };
        var flags = new AdvantageFlags();
        var command = new Command(
            "advantages",
            """
            Advantages for rewards that you have.

              {"id","rewards":[1,0,null]}                                    one reward a completion; null is not scored
              {"id","rewards":{"accuracy":[1,0],"format":[1,1]}}             components, summed by --weight, or each normalised (gdpo)
              {"id","rewards":[[0.1,0.9],[0.2]]}                             by step or token (step-level, reinforce++)
              optional: "lengths":[12,40] in tokens (opo, reinforce++), "mask":[true,false]

              rlar advantages rewards.jsonl --estimator loo --preset nemo-rl
              rlar advantages rewards.jsonl --estimator gdpo --weight accuracy=2
              rlar advantages rewards.jsonl --shape clip:low=-1,high=1 --shape zscore:scope=group
            """)
        {
            input, output, estimator, weight,
        };
        foreach (var option in flags.All)
            command.Options.Add(option);

        command.SetAction((parsed, cancellationToken) =>
        {
            var options = flags.Read(parsed, parsed.GetValue(estimator)!, parsed.GetValue(weight) ?? []);
            var path = parsed.GetValue(input)!;
            using var source = LineSource.Open(path, System.Console.OpenStandardInput());
            var batch = new AdvantageBatch();
            var ids = new List<string>();
            var lines = new List<long>();
            while (source.Read(cancellationToken) is { } line)
            {
                using (line)
                {
                    ids.Add(Add(batch, line, source.Name));
                    lines.Add(line.Number);
                }
            }

            using var backend = new CpuBackend();
            var result = Compute(new AdvantageComputation(new CpuAdvantages<double>(backend), options), batch, source.Name, lines);
            using var file = ResumableOutput.Open(new ResumableOutputOptions
            {
                Path = parsed.GetValue(output)!,
                Mode = parsed.GetValue(output) == "-" ? OutputMode.New : OutputMode.Restart,
                InputPath = path == "-" ? null : path,
                StandardOutput = System.Console.OpenStandardOutput(),
            });
            var writer = new AdvantageRowWriter();
            for (var g = 0; g < ids.Count; g++)
                file.Append(writer.Write(ids[g], result, batch.Offsets[g], batch.Offsets[g + 1]).Span);
            file.Complete();
            return Task.FromResult(ExitCode.Done);
        });
        return command;
    }

    private static string Add(AdvantageBatch batch, InputLine line, string file)
    {
        var (id, group) = AdvantageRowParser.Parse(line.Bytes, line.Number, file);
        try
        {
            batch.Add(group);
        }
        catch (KernelException error)
        {
            throw new InputException(file, line.Number, "rewards", error.Message.TrimEnd('.'), "Give every row the same shape.", error);
        }

        return id;
    }

    /// <summary>A kernel names the element of the batch; a person wants the row.</summary>
    private static AdvantageResult Compute(AdvantageComputation computation, AdvantageBatch batch, string file, List<long> lines)
    {
        try
        {
            return computation.Compute(batch);
        }
        catch (KernelException error) when (error.Index >= 0 && error.Index < batch.Count && !batch.HasSteps)
        {
            var group = batch.Offsets.BinarySearch(error.Index);
            group = group < 0 ? ~group - 1 : group;
            while (batch.Offsets[group + 1] == batch.Offsets[group])
                group++;
            throw new InputException(file, lines[group], $"rewards[{error.Index - batch.Offsets[group]}]", error.Message.TrimEnd('.'), "Use null for a completion that was not scored.", error);
        }
    }
}
