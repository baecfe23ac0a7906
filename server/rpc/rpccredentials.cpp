#include "server/rpc/rpccredentials.h"

namespace hearth::server::rpc {

std::shared_ptr<grpc::ChannelCredentials> channelCredentials(const RpcOptions &options)
{
    if (!options.tls)
        return grpc::InsecureChannelCredentials();
    grpc::SslCredentialsOptions ssl;
    ssl.pem_root_certs = options.tls->ca;
    ssl.pem_private_key = options.tls->key;
    ssl.pem_cert_chain = options.tls->certificate;
    return grpc::SslCredentials(ssl);
}

std::shared_ptr<grpc::ServerCredentials> serverCredentials(const RpcOptions &options)
{
    if (!options.tls)
        return grpc::InsecureServerCredentials();
    grpc::SslServerCredentialsOptions ssl(GRPC_SSL_REQUEST_AND_REQUIRE_CLIENT_CERTIFICATE_AND_VERIFY);
    ssl.pem_root_certs = options.tls->ca;
    ssl.pem_key_cert_pairs.push_back({options.tls->key, options.tls->certificate});
    return grpc::SslServerCredentials(ssl);
}

}
