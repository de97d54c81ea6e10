using System.CommandLine;
using Rlar.Grpo.Advantages;
using Rlar.Host.Advantages;
using Rlar.Kernels;
using Rlar.Scoring.Rows;

namespace Rlar.Host.Commands;

/// <summary><c>rlar advantages IN</c>: for rewards that were given before.</summary>
internal static class AdvantagesCommand
{
    /// <summary>The command with its options.</summary>
    internal static Command Create()
    {
        var input = new Argument<string>("IN") { Description = $"Rows as {RowSource.Formats}; one per group. The file is the batch." };
        var output = new Option<string>("--output", "-o") { Description = "Where the rows go.", DefaultValueFactory = _ => "-", HelpName = "file" };
        var estimator = new Option<string>("--estimator", "-e")
        {
            Description = $"One of {string.Join(", ", AdvantageNames.Estimators.Keys)}.",
            DefaultValueFactory = _ => "grpo",
            HelpName = "name",
        };
        var split = RowSource.Split();
        var weights = new WeightFlags();
        var flags = new AdvantageFlags();
        var device = new DeviceFlag();
        var command = new Command(
            "advantages",
            $$$"""
            Advantages for rewards that you have.

              {"id","rewards":[1,0,null]}                                    one reward a completion; null is not scored
              {"id","rewards":{"accuracy":[1,0],"format":[1,1]}}             components, summed by --weight, or each normalised (gdpo)
              {"id","rewards":[[0.1,0.9],[0.2]]}                             by step or token (step-level, reinforce++)
              optional: "lengths":[12,40] in tokens (opo, reinforce++), "mask":[true,false]
              "greedy_reward":0.5                                            remax: the reward of the greedy answer
              "roles":["asks","answers"]                                     rae; hierarchical, which also reads "episodes":["a","a"]
              "logprobs":[[-0.1],[-2,-1]], "sum_pi_squared":[[0.9],[0.2,0.4]]  otb, tir-otb: by token; sum_pi_squared is the sum of p² over the vocabulary

              rlar advantages rewards.jsonl --estimator loo --preset nemo-rl
              rlar advantages rewards.jsonl --estimator gdpo --weight accuracy=2
              rlar advantages rewards.jsonl --estimator gdpo --weight process=linear:0.5:0:1000 --step 250
              rlar advantages rewards.jsonl --shape clip:low=-1,high=1 --shape zscore:scope=group
              rlar advantages rewards.jsonl --shape gra:order=format:accuracy,gates=1 --shape zscore:scope=running,state=run.json

            Shaping steps, applied in the order given. A value in capitals has to be given (state: where scope=running); of several words the first is
            the default. On each component by itself, or on that of on=NAME alone:
            {{{Steps(ShapingNames.OnRewards)}}}
            Making one component of others, which are then gone, or (win-rates) a further one; as=NAME is what --weight and later steps call it:
            {{{Steps(ShapingNames.OnComponents)}}}
            On rewards by step:
            {{{Steps(ShapingNames.OnSteps)}}}

            What steps read from the row beside lengths:
              "reference_rewards":[0.2,0.4]                      par, lsc without ref
              "truncated":[false,true]                           stop-properly; or "finish_reasons":["stop","length"]
              "completion_ids":[[5,6],[7]]                       repetition; or "completions":["...","..."], by words
              "preferences":[[null,0.8],[0.2,null]]              win-rates: row beats column, null where not judged; "rewards" may be missing
              "outcome_rewards":[1,0]                            renorm, beside "rewards" by step

            papo gives advantages already: with -e dr-grpo they stay as they are.
            A state takes the batch in first and shapes by all rewards so far; its file is read where it exists and written when the run went well.
            """)
        {
            input, output, estimator, split, device.Option,
        };
        foreach (var option in weights.All.Concat(flags.All))
            command.Options.Add(option);

        command.SetAction((parsed, cancellationToken) =>
        {
            using var opened = device.Open(parsed, Environment.ProcessorCount);
            var options = flags.Read(parsed, parsed.GetValue(estimator)!, weights.Read(parsed), opened.Shaping);
            var path = parsed.GetValue(input)!;
            using var source = RowSource.Open(path, parsed.GetValue(split), keys: null, cancellationToken);
            var states = new RunningStates(options.Shaping);
            states.Load(path, parsed.GetValue(output)!);
            var parser = new AdvantageRowParser(options.Shaping, options.Estimator);
            var batch = new AdvantageBatch();
            var ids = new List<string>();
            var lines = new List<long>();
            while (source.Read(cancellationToken) is { } line)
            {
                using (line)
                {
                    ids.Add(Add(batch, parser, line, source.Name));
                    lines.Add(line.Number);
                }
            }

            var result = Compute(opened.Compute(options), batch, source.Name, lines);
            using var file = ResumableOutput.Open(new ResumableOutputOptions
            {
                Path = parsed.GetValue(output)!,
                Mode = parsed.GetValue(output) == "-" ? OutputMode.New : OutputMode.Restart,
                InputPath = path == "-" ? null : path,
                StandardOutput = StandardStreams.Output(),
            });
            var writer = new AdvantageRowWriter();
            for (var g = 0; g < ids.Count; g++)
                file.Append(writer.Write(ids[g], result, batch.Offsets[g], batch.Offsets[g + 1]).Span);
            file.Complete();
            states.Save();
            return Task.FromResult(ExitCode.Done);
        });
        return command;
    }

    private static string Add(AdvantageBatch batch, AdvantageRowParser parser, InputLine line, string file)
    {
        var (id, group) = parser.Parse(line.Bytes, line.Number, file);
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
        catch (ShapingInputException error)
        {
            throw new InputException(file, lines[error.Group], error.Field, error.Reason, error.Remedy, error);
        }
        catch (KernelException error) when (batch.Place(error.Index) is not null)
        {
            var (group, field) = batch.Place(error.Index)!.Value;
            throw new InputException(file, lines[group], field, error.Message.TrimEnd('.'), "Use null for a completion that was not scored.", error);
        }
    }

    private static string Steps(IEnumerable<string> names) => string.Join('\n', names.Select(name => $"  {name,-16} {ShapingNames.Keys(name)}"));
}
