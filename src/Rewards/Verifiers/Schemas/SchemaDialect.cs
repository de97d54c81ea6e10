using Rlar.Rewards.Reading.Literals;

namespace Rlar.Rewards.Verifiers.Schemas;

/// <summary>The drafts that read a schema in another way, by its $schema.</summary>
internal enum SchemaDialect
{
    /// <summary>2019-09, 2020-12, or none named.</summary>
    Current,

    /// <summary>Draft-06 and draft-07: what stands beside a $ref does not count.</summary>
    Draft7,

    /// <summary>Draft-03 and draft-04: the same, and a schema's identity stands under id.</summary>
    Draft4,
}

/// <summary>Finds the dialect of a document.</summary>
internal static class SchemaDialects
{
    private static readonly (string Part, SchemaDialect Dialect)[] s_parts =
    [
        ("draft-03", SchemaDialect.Draft4), ("draft-04", SchemaDialect.Draft4), ("draft-06", SchemaDialect.Draft7), ("draft-07", SchemaDialect.Draft7),
    ];

    /// <summary>The dialect that the document names; the current one where it names none or one that is not known.</summary>
    /// <param name="root">The document.</param>
    public static SchemaDialect Of(Literal root) => root.Member("$schema") is { Kind: LiteralKind.Text } named
        ? Array.Find(s_parts, row => named.Text.Contains(row.Part, StringComparison.Ordinal)).Dialect
        : SchemaDialect.Current;
}
