namespace Rlar.Scoring.Rows;

/// <summary>
/// Columns that the user names: "completion=solution,reference=gold" reads the completion from the column solution and the reference from
/// gold. A mapped field is read from its column alone, and a mapped column serves no other field. A column that is no top-level key is
/// taken apart at its dots: "reference=extra_info.answer".
/// </summary>
public sealed class ColumnMap
{
    private static readonly (string Name, RowField Field)[] s_fields =
    [
        ("id", RowField.Id),
        ("prompt", RowField.Prompt),
        ("reference", RowField.Reference),
        ("references", RowField.Reference),
        ("completion", RowField.Completion),
        ("completions", RowField.Completion),
        ("task", RowField.Task),
        ("tool", RowField.Tool),
        ("tests", RowField.Tests),
        ("constraints", RowField.Constraints),
        ("metadata", RowField.Metadata),
        ("lengths", RowField.Lengths),
    ];

    // By field; null for one that is not mapped.
    private readonly string?[] _columns;
    private readonly string _text;

    private ColumnMap(string?[] columns, string text)
    {
        _columns = columns;
        _text = text;
    }

    /// <summary>No mapping: the known names and their aliases.</summary>
    public static ColumnMap None { get; } = new(NoColumns(), "");

    /// <summary>The column that a field is mapped to, or null.</summary>
    /// <param name="field">The field.</param>
    internal string? this[RowField field] => _columns[(int)field];

    /// <summary>Whether a field is mapped to a column.</summary>
    /// <param name="column">The column.</param>
    internal bool Names(string column) => _columns.Contains(column);

    /// <summary>Reads a mapping.</summary>
    /// <param name="text">
    /// Pairs FIELD=COLUMN with commas between them; FIELD is id, prompt, reference, completion, task, tool, tests, constraints, metadata or
    /// lengths. Blanks around names are dropped; "" is no mapping.
    /// </param>
    /// <exception cref="InputException">A pair without "=", a field that rows do not have, a field or column that is given twice.</exception>
    public static ColumnMap Parse(string text)
    {
        var columns = NoColumns();
        foreach (var pair in text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var equals = pair.IndexOf('=');
            var name = equals < 0 ? pair : pair[..equals].Trim();
            var column = equals < 0 ? "" : pair[(equals + 1)..].Trim();
            if (name.Length == 0 || column.Length == 0)
                throw Refused(null, $"'{pair}' is not FIELD=COLUMN", "Write for example completion=solution,reference=gold.");
            var known = Array.FindIndex(s_fields, field => field.Name == name);
            if (known < 0)
                throw Refused(name, "rows have no such field", $"A field is one of {string.Join(", ", s_fields.Select(field => field.Name))}.");
            if (columns.Contains(column))
                throw Refused(name, $"column '{column}' is already mapped to another field", "Map a column to one field.");
            ref var place = ref columns[(int)s_fields[known].Field];
            place = place is null ? column : throw Refused(name, "it is mapped twice", "Name one column for a field.");
        }

        var pairs = Enum.GetValues<RowField>().Where(field => columns[(int)field] is not null).Select(field => $"{Name(field)}={columns[(int)field]}");
        return new ColumnMap(columns, string.Join(',', pairs));
    }

    /// <summary>The mapping in canonical order, so that equal mappings have equal text; "" for none.</summary>
    public override string ToString() => _text;

    /// <summary>The name by which a mapping calls a field.</summary>
    /// <param name="field">A field that can be mapped.</param>
    internal static string Name(RowField field) => s_fields.First(known => known.Field == field).Name;

    private static string?[] NoColumns() => new string?[Enum.GetValues<RowField>().Length];

    private static InputException Refused(string? field, string reason, string remedy) => new("column map", 0, field, reason, remedy);
}
