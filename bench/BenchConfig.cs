using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Diagnosers;
using BenchmarkDotNet.Exporters;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Loggers;
using BenchmarkDotNet.Order;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using Perfolizer.Horology;

namespace Rlar.Bench;

/// <summary>
/// How every benchmark runs. In this process: the kernels are compiled fully at their first call, so a second process would only add a
/// build. Short iterations and the minimum of them, because the machines are shared: a neighbour makes a run slower, never faster.
/// </summary>
internal sealed class BenchConfig : ManualConfig
{
    internal BenchConfig(bool isQuick)
    {
        _ = AddJob(Job.Default
            .WithToolchain(InProcessEmitToolchain.Instance)
            .WithWarmupCount(isQuick ? 1 : 3)
            .WithIterationCount(isQuick ? 5 : 15)
            .WithIterationTime(TimeInterval.FromMilliseconds(isQuick ? 20 : 50)));
        _ = AddColumnProvider(DefaultColumnProviders.Params, DefaultColumnProviders.Metrics);
        _ = AddColumn(TargetMethodColumn.Method, StatisticColumn.Min, StatisticColumn.Median, new ShareOfCopyColumn());
        _ = AddDiagnoser(MemoryDiagnoser.Default);
        _ = AddExporter(MarkdownExporter.GitHub);
        _ = AddLogger(ConsoleLogger.Default);
        _ = WithOrderer(new DefaultOrderer(SummaryOrderPolicy.Declared));
        _ = WithOption(ConfigOptions.DisableLogFile, true);
        if (isQuick)
            _ = AddFilter(new QuickFilter());
    }
}
