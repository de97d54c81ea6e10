using System.Text.Json;
using Apache.Arrow;
using Apache.Arrow.Types;
using Rlar.Tables.Columns;

namespace Rlar.Tables.Parquet;

/// <summary>
/// The columns that a scored row adds: route, rewards list&lt;double&gt;, advantages list&lt;double&gt; (or a list of them a completion, by token) and
/// outcomes list&lt;struct&gt;. All are null for a row that was skipped.
/// </summary>
internal sealed class ResultColumns
{
    /// <summary>The names, of which the input may have none.</summary>
    internal static readonly string[] Names = ["route", "rewards", "advantages", "outcomes"];

    private static readonly IArrowType s_parts = new MapType(Text("key", isNullable: false), Double("value"));
    private static readonly IArrowType s_outcome = Outcome([]);

    private readonly ColumnBuilder[] _builders;

    /// <summary>Empty columns.</summary>
    /// <param name="withId">Whether the id is one of them: the first.</param>
    /// <param name="byToken">Whether there is an advantage for each token.</param>
    internal ResultColumns(bool withId, bool byToken)
    {
        var advantages = byToken ? List(List(DoubleType.Default)) : List(DoubleType.Default);
        List<Field> fields =
        [
            new Field("route", Route(), true),
            new Field("rewards", List(DoubleType.Default), true),
            new Field("advantages", advantages, true),
            new Field("outcomes", List(Outcome([new Field("tools", List(s_outcome), true)])), true),
        ];
        if (withId)
            fields.Insert(0, Text("id"));
        Fields = fields;
        _builders = [.. fields.Select(field => ColumnBuilder.Of(field.DataType))];
    }

    /// <summary>The columns.</summary>
    internal IReadOnlyList<Field> Fields { get; }

    /// <summary>Adds a scored row, or one that was skipped (undefined).</summary>
    internal void Append(JsonElement row)
    {
        for (var i = 0; i < _builders.Length; i++)
            _builders[i].Append(row.ValueKind == JsonValueKind.Object && row.TryGetProperty(Fields[i].Name, out var value) ? value : default);
    }

    /// <summary>The arrays of what was added; empty afterwards.</summary>
    internal IEnumerable<IArrowArray> Build() => _builders.Select(builder => ArrowArrayFactory.BuildArray(builder.Build()));

    /// <summary>Whether a row's advantages are by token; null where it has no value that tells.</summary>
    internal static bool? IsByToken(JsonElement row)
    {
        if (!row.TryGetProperty("advantages", out var advantages) || advantages.ValueKind != JsonValueKind.Array)
            return null;
        foreach (var advantage in advantages.EnumerateArray())
        {
            if (advantage.ValueKind is JsonValueKind.Array or JsonValueKind.Number)
                return advantage.ValueKind == JsonValueKind.Array;
        }

        return null;
    }

    private static StructType Route() => new(
    [
        Text("task"), new Field("tools", List(new StructType([Text("id"), Text("version"), Double("weight")])), true), Double("confidence"), Text("why"),
    ]);

    private static StructType Outcome(IEnumerable<Field> more) => new(
    [
        Text("id"), Text("status"), Double("value"), new Field("parts", s_parts, true), Text("boundary"), Text("reason"), Double("ms"), .. more,
    ]);

    private static ListType List(IArrowType items) => new(new Field("element", items, true));

    private static Field Text(string name, bool isNullable = true) => new(name, StringType.Default, isNullable);

    private static Field Double(string name) => new(name, DoubleType.Default, true);
}
