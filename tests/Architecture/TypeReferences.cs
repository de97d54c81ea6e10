using System.Collections.Immutable;
using System.Reflection.Emit;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;

namespace Rlar.Architecture.Tests;

/// <summary>
/// Which of our types a compiled assembly's types use: in signatures, fields, attributes, constraints and the code of methods. Nested types count as the
/// type that holds them. Constants that the compiler copied leave no trace.
/// </summary>
internal sealed class TypeReferences
{
    private static readonly Dictionary<int, OperandType> s_operands = typeof(OpCodes).GetFields()
        .Select(field => (OpCode)field.GetValue(null)!)
        .ToDictionary(code => (int)(ushort)code.Value, code => code.OperandType);

    private readonly MetadataReader _metadata;
    private readonly TypeNames _names;
    private readonly HashSet<(string From, string To)> _edges = [];

    private TypeReferences(PEReader file)
    {
        _metadata = file.GetMetadataReader();
        _names = new TypeNames(_metadata);
        foreach (var handle in _metadata.TypeDefinitions)
            Add(file, _names.GetTypeFromDefinition(_metadata, handle, 0), _metadata.GetTypeDefinition(handle));
    }

    /// <summary>Reads an assembly.</summary>
    /// <param name="path">Its file.</param>
    /// <returns>Pairs of full names of top-level types, both in a namespace that begins with Rlar, the first using the second.</returns>
    internal static IReadOnlyCollection<(string From, string To)> Of(string path)
    {
        using var file = new PEReader(File.OpenRead(path));
        return new TypeReferences(file)._edges;
    }

    private void Add(PEReader file, string from, TypeDefinition type)
    {
        Add(from, type.BaseType);
        foreach (var implementation in type.GetInterfaceImplementations())
            Add(from, _metadata.GetInterfaceImplementation(implementation).Interface);
        foreach (var field in type.GetFields())
            Add(from, _metadata.GetFieldDefinition(field).DecodeSignature(_names, null));
        foreach (var attribute in type.GetCustomAttributes())
            Add(from, _metadata.GetCustomAttribute(attribute).Constructor);
        AddConstraints(from, type.GetGenericParameters());
        foreach (var handle in type.GetMethods())
        {
            var method = _metadata.GetMethodDefinition(handle);
            Add(from, TypeNames.Of(method.DecodeSignature(_names, null)));
            AddConstraints(from, method.GetGenericParameters());
            if (method.RelativeVirtualAddress != 0)
                AddBody(from, file.GetMethodBody(method.RelativeVirtualAddress));
        }
    }

    private void AddConstraints(string from, GenericParameterHandleCollection parameters)
    {
        foreach (var parameter in parameters)
        {
            foreach (var constraint in _metadata.GetGenericParameter(parameter).GetConstraints())
                Add(from, _metadata.GetGenericParameterConstraint(constraint).Type);
        }
    }

    private void AddBody(string from, MethodBodyBlock body)
    {
        if (!body.LocalSignature.IsNil)
        {
            foreach (var local in _metadata.GetStandaloneSignature(body.LocalSignature).DecodeLocalSignature(_names, null))
                Add(from, local);
        }

        foreach (var region in body.ExceptionRegions)
            Add(from, region.CatchType);
        for (var code = body.GetILReader(); code.RemainingBytes > 0;)
            AddInstruction(from, ref code);
    }

    private void AddInstruction(string from, ref BlobReader code)
    {
        int operation = code.ReadByte();
        if (operation == 0xFE)
            operation = 0xFE00 | code.ReadByte();
        switch (s_operands[operation])
        {
            case OperandType.InlineNone:
                break;
            case OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar:
                code.Offset += 1;
                break;
            case OperandType.InlineVar:
                code.Offset += 2;
                break;
            case OperandType.InlineI8 or OperandType.InlineR:
                code.Offset += 8;
                break;
            case OperandType.InlineSwitch:
                var targets = code.ReadInt32();
                code.Offset += 4 * targets;
                break;
            case OperandType.InlineField or OperandType.InlineMethod or OperandType.InlineType or OperandType.InlineTok:
                Add(from, MetadataTokens.EntityHandle(code.ReadInt32()));
                break;
            default:
                code.Offset += 4;
                break;
        }
    }

    private void Add(string from, EntityHandle used)
    {
        switch (used.Kind)
        {
            case HandleKind.TypeDefinition or HandleKind.TypeReference or HandleKind.TypeSpecification when !used.IsNil:
                Add(from, _names.Of(used));
                break;
            case HandleKind.MethodDefinition:
                Add(from, _metadata.GetMethodDefinition((MethodDefinitionHandle)used).GetDeclaringType());
                break;
            case HandleKind.FieldDefinition:
                Add(from, _metadata.GetFieldDefinition((FieldDefinitionHandle)used).GetDeclaringType());
                break;
            case HandleKind.MemberReference:
                var member = _metadata.GetMemberReference((MemberReferenceHandle)used);
                Add(from, member.Parent);
                Add(from, member.GetKind() == MemberReferenceKind.Method
                    ? TypeNames.Of(member.DecodeMethodSignature(_names, null))
                    : member.DecodeFieldSignature(_names, null));
                break;
            case HandleKind.MethodSpecification:
                var method = _metadata.GetMethodSpecification((MethodSpecificationHandle)used);
                Add(from, method.Method);
                Add(from, [.. method.DecodeSignature(_names, null).SelectMany(names => names)]);
                break;
        }
    }

    private void Add(string from, ImmutableArray<string> used)
    {
        foreach (var to in used)
        {
            if (to != from && IsOurs(from) && IsOurs(to))
                _edges.Add((from, to));
        }
    }

    private static bool IsOurs(string type) => type.StartsWith("Rlar.", StringComparison.Ordinal);
}
