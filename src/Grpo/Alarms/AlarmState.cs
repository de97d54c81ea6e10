using Rlar.Grpo.Training;

namespace Rlar.Grpo.Alarms;

/// <summary>What a watch remembers, as a checkpoint keeps it.</summary>
internal sealed record AlarmState(
    int Steps, IReadOnlyDictionary<string, SeriesState> Series, IReadOnlyList<PatternState> Patterns, IReadOnlyDictionary<string, ToldState> Told,
    IReadOnlyDictionary<string, ColumnState>? FirstEvaluation);

/// <summary>A number a step.</summary>
internal sealed record SeriesState(int Count, double FirstSum, IReadOnlyList<double> Recent);

/// <summary>A pattern of completions.</summary>
internal sealed record PatternState(
    ulong Key, string Text, bool IsMark, double Excess, double Variance, double Information, double Share, double FirstShares, IReadOnlyList<ulong> Rows);

/// <summary>An alarm that was told: when it was last true, and how grave.</summary>
internal sealed record ToldState(int Step, AlarmSeverity Severity);

/// <summary>A column of the first evaluation.</summary>
internal sealed record ColumnState(int Count, double Mean, double Variance);
