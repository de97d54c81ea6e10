using Rlar.Rewards.Reading.Literals;

namespace Rlar.Rewards.Verifiers.Schemas;

/// <summary>A schema with an identity of its own ($id, or the document's root), and the anchors within it.</summary>
internal sealed class SchemaResource(string uri, Literal root)
{
    /// <summary>Its absolute URI, without a fragment.</summary>
    public string Uri { get; } = uri;

    /// <summary>Its schema.</summary>
    public Literal Root { get; } = root;

    /// <summary>Schemas by plain name ($anchor and $dynamicAnchor).</summary>
    public Dictionary<string, Literal> Anchors { get; } = [];

    /// <summary>The names among them that $dynamicAnchor gave.</summary>
    public HashSet<string> DynamicAnchors { get; } = [];
}
