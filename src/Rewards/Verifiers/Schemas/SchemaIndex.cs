using Rlar.Rewards.Reading.Literals;

namespace Rlar.Rewards.Verifiers.Schemas;

/// <summary>
/// Walks a document once: checks the shape of every keyword, reads every pattern, and finds every identity, anchor and the target of every
/// reference. What is not in the document is not fetched.
/// </summary>
internal sealed class SchemaIndex
{
    private const string DefaultBase = "schema://document/";
    private const int MaxDepth = 256;
    private readonly Dictionary<string, SchemaResource> _byUri = new(StringComparer.Ordinal);
    private readonly HashSet<Literal> _walked = new(ReferenceEqualityComparer.Instance);
    private readonly Queue<(Literal Schema, SchemaResource Resource, string Place)> _referring = [];

    private SchemaIndex(Literal root) => (Root, Dialect) = (new SchemaResource(DefaultBase, root), SchemaDialects.Of(root));

    /// <summary>The draft whose rules hold where they differ.</summary>
    public SchemaDialect Dialect { get; }

    /// <summary>The document's resource.</summary>
    public SchemaResource Root { get; private set; }

    /// <summary>Embedded resources by the schema that has the $id.</summary>
    public Dictionary<Literal, SchemaResource> Resources { get; } = new(ReferenceEqualityComparer.Instance);

    /// <summary>Targets of $ref, by the schema that has it.</summary>
    public Dictionary<Literal, SchemaTarget> References { get; } = new(ReferenceEqualityComparer.Instance);

    /// <summary>Targets of $dynamicRef, by the schema that has it.</summary>
    public Dictionary<Literal, SchemaTarget> DynamicReferences { get; } = new(ReferenceEqualityComparer.Instance);

    /// <summary>Every pattern, by its text.</summary>
    public Dictionary<string, PatternMatcher> Patterns { get; } = new(StringComparer.Ordinal);

    /// <summary>Indexes a document.</summary>
    /// <exception cref="SchemaException">It is no schema, or a reference leads out of it.</exception>
    public static SchemaIndex Of(Literal root)
    {
        var index = new SchemaIndex(root);
        index._byUri[DefaultBase] = index.Root;
        index.Walk(root, index.Root, "", 0);
        index.Root = index.Resources.GetValueOrDefault(root, index.Root);
        while (index._referring.TryDequeue(out var referring))
            index.Resolve(referring.Schema, referring.Resource, referring.Place);
        return index;
    }

    private void Walk(Literal schema, SchemaResource resource, string place, int depth)
    {
        if (schema.Kind == LiteralKind.Boolean || !_walked.Add(schema))
            return;
        if (schema.Kind != LiteralKind.Map)
            throw new SchemaException(place, $"a schema is an object, true or false, not {schema.KindName()}");
        if (depth > MaxDepth)
            throw new SchemaException(place, $"schemas stand in each other deeper than {MaxDepth}");
        foreach (var (keyword, value) in schema.Members)
        {
            if (SchemaKeywords.Expected(keyword, value) is { } expected)
                throw new SchemaException($"{place}/{JsonPointer.Escape(keyword)}", $"{expected}, not {value.Show()}");
        }

        resource = Identify(schema, resource, place);
        if (schema.Member("pattern") is { } pattern)
            AddPattern(pattern.Text, place + "/pattern");
        if (schema.Member("$ref") is not null || schema.Member("$dynamicRef") is not null)
            _referring.Enqueue((schema, resource, place));
        foreach (var (keyword, value) in schema.Members)
            WalkKeyword(keyword, value, resource, $"{place}/{JsonPointer.Escape(keyword)}", depth + 1);
    }

    private void WalkKeyword(string keyword, Literal value, SchemaResource resource, string place, int depth)
    {
        if (SchemaKeywords.WithSchemas.Contains(keyword) || (keyword == "items" && value.Kind == LiteralKind.List))
        {
            if (value.Kind != LiteralKind.List)
                throw new SchemaException(place, $"{keyword} takes a list of schemas, not {value.KindName()}");
            for (var i = 0; i < value.Items.Count; i++)
                Walk(value.Items[i], resource, $"{place}/{i}", depth);
        }
        else if (SchemaKeywords.WithSchema.Contains(keyword))
        {
            Walk(value, resource, place, depth);
        }
        else if (SchemaKeywords.WithSchemaMembers.Contains(keyword))
        {
            if (value.Kind != LiteralKind.Map)
                throw new SchemaException(place, $"{keyword} takes an object of schemas, not {value.KindName()}");
            foreach (var (name, schema) in value.Members)
            {
                if (keyword == "patternProperties")
                    AddPattern(name, place);
                if (keyword != "dependencies" || schema.Kind != LiteralKind.List)
                    Walk(schema, resource, $"{place}/{JsonPointer.Escape(name)}", depth);
            }
        }
    }

    private SchemaResource Identify(Literal schema, SchemaResource resource, string place)
    {
        var id = schema.Member("$id") ?? (Dialect == SchemaDialect.Draft4 && schema.Member("id") is { Kind: LiteralKind.Text } old ? old : null);
        if (id?.Text is ['#', .. var name])
        {
            resource.Anchors.TryAdd(name, schema); // the anchors of draft-04 to draft-07
        }
        else if (id is not null)
        {
            var uri = Absolute(resource.Uri, id.Text.Split('#')[0], place + "/$id");
            resource = new SchemaResource(uri, schema);
            Resources[schema] = resource;
            if (!_byUri.TryAdd(uri, resource) && uri != DefaultBase)
                throw new SchemaException(place + "/$id", $"'{uri}' identifies two schemas");
        }

        if (schema.Member("$anchor") is { } anchor)
            resource.Anchors.TryAdd(anchor.Text, schema);
        if (schema.Member("$dynamicAnchor") is { } dynamic)
        {
            resource.Anchors.TryAdd(dynamic.Text, schema);
            resource.DynamicAnchors.Add(dynamic.Text);
        }

        return resource;
    }

    private void AddPattern(string pattern, string place)
    {
        try
        {
            if (!Patterns.ContainsKey(pattern))
                Patterns[pattern] = PatternMatcher.Of(pattern);
        }
        catch (ArgumentException error)
        {
            throw new SchemaException(place, $"{Verdict.Quote(pattern)} is no pattern: {error.Message}");
        }
    }

    private void Resolve(Literal schema, SchemaResource resource, string place)
    {
        if (schema.Member("$ref") is { } reference)
            References[schema] = Target(reference.Text, resource, place + "/$ref") with { DynamicName = null };
        if (schema.Member("$dynamicRef") is { } dynamic)
            DynamicReferences[schema] = Target(dynamic.Text, resource, place + "/$dynamicRef");
    }

    private SchemaTarget Target(string reference, SchemaResource resource, string place)
    {
        var hash = reference.IndexOf('#');
        var uri = hash < 0 ? reference : reference[..hash];
        var fragment = hash < 0 ? "" : Uri.UnescapeDataString(reference[(hash + 1)..]);
        if (uri.Length > 0)
        {
            var absolute = Absolute(resource.Uri, uri, place);
            resource = _byUri.GetValueOrDefault(absolute)
                ?? throw new SchemaException(place, $"'{reference}' is not in this document, and nothing is fetched; put it under $defs with its $id");
        }

        if (fragment.Length == 0)
            return new SchemaTarget(resource.Root, resource, null);
        if (fragment[0] != '/')
        {
            return resource.Anchors.TryGetValue(fragment, out var anchored)
                ? new SchemaTarget(anchored, resource, resource.DynamicAnchors.Contains(fragment) ? fragment : null)
                : throw new SchemaException(place, $"no schema has the anchor '{fragment}'");
        }

        var target = resource.Root;
        foreach (var token in fragment[1..].Split('/'))
        {
            target = JsonPointer.Step(target, token) ?? throw new SchemaException(place, $"'{reference}' leads nowhere");
            resource = Resources.GetValueOrDefault(target, resource);
        }

        if (!SchemaKeywords.IsSchema(target))
            throw new SchemaException(place, $"'{reference}' leads to {target.KindName()}, not to a schema");
        Walk(target, resource, place, 0); // it may stand where no keyword takes a schema
        return new SchemaTarget(target, resource, null);
    }

    private static string Absolute(string baseUri, string uri, string place)
    {
        if (uri.Length == 0)
            return baseUri;
        var colon = uri.IndexOf(':');
        var hasScheme = colon > 0 && char.IsAsciiLetter(uri[0]) && uri.AsSpan(0, colon).IndexOfAnyExcept(s_scheme) < 0;
        if (hasScheme && Uri.TryCreate(uri, UriKind.Absolute, out var absolute))
            return absolute.AbsoluteUri;
        return Uri.TryCreate(baseUri, UriKind.Absolute, out var against) && Uri.TryCreate(against, uri, out var resolved)
            ? resolved.AbsoluteUri
            : throw new SchemaException(place, $"{Verdict.Quote(uri)} is no URI");
    }

    private static readonly System.Buffers.SearchValues<char> s_scheme =
        System.Buffers.SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789+-.");
}

/// <summary>Where a reference leads.</summary>
/// <param name="Schema">The schema.</param>
/// <param name="Resource">The resource that it is part of.</param>
/// <param name="DynamicName">The dynamic anchor that the outermost resource of the same name overrides; null for a plain target.</param>
internal sealed record SchemaTarget(Literal Schema, SchemaResource Resource, string? DynamicName);
