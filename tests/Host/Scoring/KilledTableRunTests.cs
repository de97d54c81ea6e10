using Apache.Arrow;
using ParquetSharp.Arrow;
using Rlar.Grpo.Advantages;
using Rlar.Kernels.Cpu;
using Rlar.Rewards;
using Rlar.Scoring.Rows;
using Rlar.Scoring.Run;
using Rlar.Scoring.Tests.Run;
using Rlar.Tables;

namespace Rlar.Host.Tests.Scoring;

/// <summary>
/// A run from Parquet to Parquet that ends at any step of what it changes on the disk, before, in or after the conversion, and what each way to go on
/// makes of what it left.
/// </summary>
public sealed class KilledTableRunTests : IDisposable
{
    private const int Flush = 900;
    private readonly RunFolder _folder = new();

    public static TheoryData<AdvantageEstimator, OutputMode, OutputMode> Runs =>
    [
        .. from estimator in new[] { AdvantageEstimator.Grpo, AdvantageEstimator.ReinforcePlusPlus }
           from mode in new[] { OutputMode.New, OutputMode.Restart }
           from then in new[] { OutputMode.Resume, OutputMode.Restart, OutputMode.New }
           select (estimator, mode, then),
    ];

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(Runs))]
    public async Task Score_KilledAtEveryStep_GivesTheBytesOfAnUninterruptedRun(AdvantageEstimator estimator, OutputMode mode, OutputMode then)
    {
        if (mode == OutputMode.Restart)
        {
            WriteParquet(3);
            await RunAsync(estimator, OutputMode.New, RunDisk.Real);
        }

        WriteParquet(9);
        var before = Left();
        await RunAsync(estimator, mode, RunDisk.Real);
        var whole = Left();
        Assert.Equal(["in.parquet", "ledger.jsonl", "out.parquet", "out.parquet.run"], whole.Keys);
        var (kills, refusals) = (0, 0);
        for (var steps = 0; ; steps++)
        {
            Restore(before);
            var disk = new DyingDisk(steps);
            try
            {
                await RunAsync(estimator, mode, disk);
                Assert.False(disk.Died);
                break;
            }
            catch (OutputException)
            {
                kills++;
            }

            var at = $"killed after {steps} steps, which left {string.Join(", ", Left().Keys)}";
            var begun = Left().Keys.Any(file => file.EndsWith(".part.run", StringComparison.Ordinal) || file.EndsWith(".rewards", StringComparison.Ordinal));
            var done = Same("out.parquet", whole) && !begun;
            if (begun)
                File.WriteAllText(_folder.PathOf("out.parquet.part.tmp"), "what a kill leaves of a conversion");
            try
            {
                await RunAsync(estimator, then == OutputMode.Resume && !begun && !done ? mode : then, RunDisk.Real);
            }
            catch (OutputException error) when (then == OutputMode.New)
            {
                refusals++;
                Assert.Contains("--resume", error.Message, StringComparison.Ordinal);
                await RunAsync(estimator, OutputMode.Resume, RunDisk.Real);
            }

            Assert.True(Same("out.parquet", whole) && Same("out.parquet.run", whole), at);
            if (then == OutputMode.Resume)
                Assert.True(Same("ledger.jsonl", whole), at);
            Assert.Equal(whole.Keys, Left().Keys.Where(file => file is not ("out.parquet.part.ledger" or "out.parquet.rewards.run")));
        }

        Assert.InRange(kills, 12, int.MaxValue);
        Assert.Equal(then == OutputMode.New, refusals > 0);
    }

    private async Task<RunStatistics> RunAsync(AdvantageEstimator estimator, OutputMode mode, RunDisk disk)
    {
        using var backend = new CpuBackend();
        var advantages = new AdvantageComputation(new CpuAdvantages<double>(backend), new AdvantageOptions { Estimator = estimator });
        var files = new RowFiles
        {
            Input = _folder.PathOf("in.parquet"),
            Output = _folder.PathOf("out.parquet"),
            Ledger = _folder.PathOf("ledger.jsonl"),
            Formats = disk is DyingDisk dying ? new DyingFormats(dying) : new TableFormats(),
            Mode = mode,
            SkipsBadRows = true,
            Disk = disk,
            FlushBytes = Flush,
        };
        var options = new RewardRunOptions { Advantages = advantages, Parallelism = 1 };
        return await new RewardRun(new FixedRouter(BuiltInTools.Registry.Create("numeric-match"), "v"), options)
            .RunAsync(files, null, null, TestContext.Current.CancellationToken);
    }

    private SortedDictionary<string, byte[]> Left() => new(
        Directory.GetFiles(_folder.PathOf("")).ToDictionary(file => Path.GetFileName(file), File.ReadAllBytes), StringComparer.Ordinal);

    private bool Same(string file, SortedDictionary<string, byte[]> whole) =>
        File.Exists(_folder.PathOf(file)) && File.ReadAllBytes(_folder.PathOf(file)).AsSpan().SequenceEqual(whole[file]);

    private void Restore(SortedDictionary<string, byte[]> left)
    {
        foreach (var file in Directory.GetFiles(_folder.PathOf("")))
            File.Delete(file);
        foreach (var (file, content) in left)
            File.WriteAllBytes(_folder.PathOf(file), content);
    }

    // A row without completions is among them: it is skipped, and stands in the output without results.
    private void WriteParquet(int rows)
    {
        var (prompts, references) = (new StringArray.Builder(), new StringArray.Builder());
        var completions = new ListArray.Builder(Apache.Arrow.Types.StringType.Default);
        var texts = (StringArray.Builder)completions.ValueBuilder;
        for (var i = 0; i < rows; i++)
        {
            prompts.Append($"{i}?");
            references.Append($"{i}");
            if (i == 1)
            {
                completions.AppendNull();
                continue;
            }

            completions.Append();
            texts.AppendRange([$"{i}", "7"]);
        }

        IArrowArray[] columns = [prompts.Build(), references.Build(), completions.Build()];
        string[] names = ["prompt", "reference", "completions"];
        var batch = new RecordBatch(new Schema([.. names.Select((column, i) => new Field(column, columns[i].Data.DataType, true))], null), columns, rows);
        using var writer = new FileWriter(_folder.PathOf("in.parquet"), batch.Schema);
        writer.WriteRecordBatch(batch);
        writer.Close();
    }

    /// <summary>Tables, whose conversion is a step, too.</summary>
    private sealed class DyingFormats(DyingDisk disk) : IRowFormats
    {
        private readonly TableFormats _tables = new();

        public IRowReader? Open(RowOrigin origin) => _tables.Open(origin);

        public IRowReader OpenFolder(string folder, LineSourceOptions options) => _tables.OpenFolder(folder, options);

        public Stream? Decompress(ReadOnlySpan<byte> start, Stream compressed) => _tables.Decompress(start, compressed);

        public IOutputForm? Form(string output, RowInput input) => _tables.Form(output, input) is { } form ? new DyingForm(form, disk) : null;
    }

    private sealed class DyingForm(IOutputForm form, DyingDisk disk) : IOutputForm
    {
        public string Version => form.Version;

        public void Convert(Func<Stream> rows, IEnumerable<ulong> inputs, string path)
        {
            disk.Step();
            form.Convert(rows, inputs, path);
            disk.Step();
        }
    }
}
