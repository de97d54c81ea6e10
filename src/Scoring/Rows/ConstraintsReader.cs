using System.Text.Json;

namespace Rlar.Scoring.Rows;

/// <summary>
/// Reads the constraints: an object or a list under constraints, or IFEval's own columns instruction_id_list and kwargs, which become
/// {"instruction_id_list": […], "kwargs": […]}. A kwargs without the ids is some other data set's and is ignored.
/// </summary>
internal static class ConstraintsReader
{
    /// <summary>The constraints, or null.</summary>
    /// <param name="row">The row.</param>
    /// <param name="expected">What the columns of the reference hold: open-instruct keeps its instructions there.</param>
    public static JsonElement? Read(in RowValues row, Expectation? expected)
    {
        var own = OfColumns(row);
        if (expected?.Instructions is not { } found)
            return own;
        var instructions = found is [var only] ? only : JsonSerializer.SerializeToElement(found);
        return own is null || JsonElement.DeepEquals(own.Value, instructions)
            ? instructions
            : throw row.Ambiguous(RowField.Constraints, row.First(RowField.Constraints) ?? row.First(RowField.InstructionIds)!, row.First(RowField.Reference)!);
    }

    private static JsonElement? OfColumns(in RowValues row)
    {
        var constraints = row.First(RowField.Constraints);
        var instructions = row.Columns.Mapped(RowField.Constraints) is null ? row.First(RowField.InstructionIds) : null;
        if (constraints is null)
            return instructions is null ? null : FromInstructions(row, instructions);

        var value = row[constraints];
        if (value.Kind is not (JsonTokenType.StartObject or JsonTokenType.StartArray))
            throw value.WrongType("an object or a list");
        var element = value.Element();
        if (instructions is not null && !JsonElement.DeepEquals(element, FromInstructions(row, instructions)))
            throw row.Ambiguous(RowField.Constraints, constraints, instructions);
        return element;
    }

    private static JsonElement FromInstructions(in RowValues row, Column instructions)
    {
        var ids = row[instructions];
        if (ids.Kind != JsonTokenType.StartArray)
            throw ids.WrongType("a list of instruction ids");
        foreach (var id in ids.Items())
            id.Text();
        if (row.First(RowField.InstructionArguments) is not { } column)
        {
            byte[] alone = [.. "{\"instruction_id_list\":"u8, .. ids.Json, .. "}"u8];
            return new JsonSlice(row.Place, ids.Name, alone, JsonTokenType.StartObject).Element();
        }

        var arguments = row[column];
        if (arguments.Kind != JsonTokenType.StartArray)
            throw arguments.WrongType("a list of argument objects, one an instruction");
        byte[] both = [.. "{\"instruction_id_list\":"u8, .. ids.Json, .. ",\"kwargs\":"u8, .. arguments.Json, .. "}"u8];
        return new JsonSlice(row.Place, ids.Name, both, JsonTokenType.StartObject).Element();
    }
}
