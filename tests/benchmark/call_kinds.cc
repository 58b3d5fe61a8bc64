#include "benchmark/call_kinds.h"

#include <array>

namespace trailsift {
namespace {

constexpr std::array<CallKind, 9> kPlainCallKinds = {{
    {30, "s3", "PutObject", false, true,
     R"({{"bucketName":"archive-{0}","Host":"archive-{0}.s3.amazonaws.com","key":"in/{0}.parquet"}})"},
    {20, "s3", "GetObject", true, true,
     R"({{"bucketName":"archive-{0}","Host":"archive-{0}.s3.amazonaws.com","key":"out/{0}.csv"}})"},
    {12, "sts", "AssumeRole", true, false,
     R"({{"roleArn":"arn:aws:iam::{1}:role/{0}","roleSessionName":"{0}","durationSeconds":3600}})"},
    {12, "kms", "Decrypt", true, false,
     R"({{"encryptionContext":{{"aws:s3:arn":"arn:aws:s3:::archive-{0}"}},"encryptionAlgorithm":"SYMMETRIC_DEFAULT"}})"},
    {10, "ec2", "DescribeInstances", true, false,
     R"({{"instancesSet":{{"items":[{{"instanceId":"i-{0}"}}]}},"filterSet":{{}}}})"},
    {8, "bedrock", "InvokeModel", true, false,
     R"({{"modelId":"arn:aws:bedrock:us-east-1:{1}:inference-profile/{0}"}})"},
    {4, "bedrock", "ListGuardrails", true, false, R"({{"maxResults":100}})"},
    {2, "iam", "CreateAccessKey", false, false, R"({{"userName":"{0}"}})"},
    {2, "logs", "CreateLogStream", false, false,
     R"({{"logGroupName":"/aws/lambda/{0}","logStreamName":"2026/11/01/[$LATEST]{0}"}})"},
}};

constexpr std::string_view kTransfer =
    R"("additionalEventData":{{"SignatureVersion":"SigV4","CipherSuite":"ECDHE-RSA-AES128-GCM-SHA256",)"
    R"("bytesTransferredIn":0,"AuthenticationMethod":"AuthHeader","x-amz-id-2":"{3}",)"
    R"("bytesTransferredOut":552}},)";
constexpr std::string_view kBucket =
    R"("resources":[{{"type":"AWS::S3::Object","ARN":"arn:aws:s3:::archive-{1}/in/{0}"}},)"
    R"({{"accountId":"{1}","type":"AWS::S3::Bucket","ARN":"arn:aws:s3:::archive-{1}"}}],)";

constexpr std::array<CallKind, 16> kTrailCallKinds = {{
    {22, "s3", "PutObject", false, true,
     R"({{"bucketName":"archive-{1}","Host":"archive-{1}.s3.amazonaws.com","key":"in/{0}","x-amz-acl":"bucket-owner-full-control"}})",
     R"({{"x-amz-server-side-encryption":"AES256"}})", kTransfer, kBucket},
    {8, "s3", "GetObject", true, true,
     R"({{"bucketName":"archive-{1}","Host":"archive-{1}.s3.amazonaws.com","key":"in/{0}"}})",
     "null", kTransfer, kBucket},
    {8, "sts", "AssumeRole", true, false,
     R"({{"roleArn":"arn:aws:iam::{1}:role/etl-worker","roleSessionName":"{0}","durationSeconds":3600{2}}})",
     R"({{"credentials":{{"accessKeyId":"ASIA{0}","sessionToken":"IQoJb3JpZ2luX2VjE{3}{3}{3}{3}{3}==","expiration":"Nov 1, 2026, 11:00:00 AM"}},"assumedRoleUser":{{"assumedRoleId":"AROAEXAMPLE:{0}","arn":"arn:aws:sts::{1}:assumed-role/etl-worker/{0}"}}}})",
     "",
     R"("resources":[{{"accountId":"{1}","type":"AWS::IAM::Role","ARN":"arn:aws:iam::{1}:role/etl-worker"}}],)",
     R"(,"policy":"{{\"Version\":\"2012-10-17\",\"Statement\":[{{\"Effect\":\"Allow\",\"Action\":\"s3:Get*\"}}]}}")",
     1},
    {14, "kms", "Decrypt", true, false,
     R"({{"encryptionContext":{{"aws:s3:arn":"arn:aws:s3:::archive-{0}"}},"encryptionAlgorithm":"SYMMETRIC_DEFAULT"}})",
     "null", "",
     R"("resources":[{{"accountId":"{1}","type":"AWS::KMS::Key","ARN":"arn:aws:kms:us-east-1:{1}:key/{0}"}}],)"},
    {9, "ec2", "DescribeInstances", true, false,
     R"({{"maxResults":1000,"instancesSet":{{"items":[{2}]}},"filterSet":{{}}}})", "null", "", "",
     R"({{"instanceId":"i-{0}"}})", 15},
    {8, "bedrock", "InvokeModel", true, false,
     R"({{"modelId":"arn:aws:bedrock:us-east-1:{1}:inference-profile/{0}"}})", "null",
     R"("additionalEventData":{{"inferenceRegion":"us-east-2"}},)"},
    {8, "ec2", "DescribeRouteTables", true, false,
     R"({{"routeTableIdSet":{{}},"filterSet":{{"items":[{2}]}}}})", "null", "", "",
     R"({{"name":"association.subnet-id","valueSet":{{"items":[{{"value":"subnet-{0}"}}]}}}})", 4},
    {6, "iam", "GetUser", true, false, R"({{"userName":"{0}"}})"},
    {4, "ssm", "GetParameter", true, false, R"({{"name":"/service/{0}","withDecryption":true}})"},
    {2, "s3", "GetBucketAcl", true, false,
     R"({{"bucketName":"archive-{0}","Host":"archive-{0}.s3.amazonaws.com","acl":""}})", "null",
     kTransfer, kBucket},
    {3, "bedrock", "ListGuardrails", true, false, R"({{"maxResults":100}})"},
    {2, "ssm", "PutParameter", false, false,
     R"({{"type":"String","name":"/service/{0}","value":"HIDDEN_DUE_TO_SECURITY_REASONS","description":"\u003c{0}\u003e"}})",
     R"({{"tier":"Standard","version":1}})"},
    {3, "logs", "CreateLogStream", false, false,
     R"({{"logGroupName":"/aws/lambda/{0}","logStreamName":"2026/11/01/[$LATEST]{0}"}})"},
    {1, "s3", "PutBucketPolicy", false, false,
     R"({{"bucketName":"archive-{1}","bucketPolicy":{{"Version":"2012-10-17","Statement":[{2}]}},"Host":"archive-{1}.s3.amazonaws.com","policy":""}})",
     "null", kTransfer, kBucket,
     R"({{"Sid":"{0}","Effect":"Allow","Principal":{{"AWS":"arn:aws:iam::{1}:root"}},"Action":["s3:GetObject","s3:PutObject"],"Resource":"arn:aws:s3:::archive-{1}/*","Condition":{{"StringEquals":{{"aws:SourceVpce":"vpce-{0}"}}}}}})",
     12},
    {1, "ec2", "RunInstances", false, false,
     R"({{"instancesSet":{{"items":[{{"imageId":"ami-{0}","minCount":1,"maxCount":8}}]}},"instanceType":"m6i.large"}})",
     R"({{"requestId":"{0}","reservationId":"r-{0}","ownerId":"{1}","groupSet":{{}},"instancesSet":{{"items":[{2}]}}}})",
     "", "",
     R"({{"instanceId":"i-{0}","imageId":"ami-{0}","instanceState":{{"code":0,"name":"pending"}},"privateDnsName":"ip-10-0-0-7.ec2.internal","amiLaunchIndex":0,"productCodes":{{}},"instanceType":"m6i.large","placement":{{"availabilityZone":"us-east-1a","tenancy":"default"}},"monitoring":{{"state":"pending"}},"subnetId":"subnet-{0}","vpcId":"vpc-{0}","privateIpAddress":"10.0.0.7","architecture":"x86_64","rootDeviceType":"ebs","rootDeviceName":"/dev/xvda","virtualizationType":"hvm","hypervisor":"xen","tagSet":{{"items":[{{"key":"Name","value":"{0}"}}]}},"groupSet":{{"items":[{{"groupId":"sg-{0}","groupName":"default"}}]}},"sourceDestCheck":true,"ebsOptimized":false,"enaSupport":true}})",
     20},
    {1, "secretsmanager", "GetSecretValue", true, false, R"({{"secretId":"{0}"}})"},
}};

}  // namespace

std::span<const CallKind> PlainCallKinds() { return kPlainCallKinds; }

std::span<const CallKind> TrailCallKinds() { return kTrailCallKinds; }

}  // namespace trailsift
